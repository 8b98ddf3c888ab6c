import type { LoadedSweep, NextTrials } from '@seesaw/shared/activities';
import type { AttemptRow, FinishedTrial } from '@seesaw/shared/api';
import type { ErrorCode } from '@seesaw/shared/errors';
import type { EventKind, SeesawEvent } from '@seesaw/shared/events';
import type { Keep } from '@seesaw/shared/keep';
import type { Known, KnownResult } from '@seesaw/shared/known';
import type {
  ArchivedFilter,
  CompactCurveQuery,
  CompactCurves,
  CurveQuery,
  CurveReply,
  FrontReply,
  SampleListQuery,
  TrialClockQuery,
  TrialClocks,
  TrialGroupQuery,
  TrialListQuery,
  TrialTable,
} from '@seesaw/shared/queries';
import type {
  CheckpointRow,
  LogRow,
  PointRow,
  PoolDemand,
  SampleRow,
  SweepRow,
  TrialRow,
  VerdictRow,
  WarmSource,
  WorkerRow,
} from '@seesaw/shared/records';
import type { Remark } from '@seesaw/shared/remark';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type { ReportEntry } from '@seesaw/shared/selection';
import type { SweepState } from '@seesaw/shared/sweepState';
import type { TrialState } from '@seesaw/shared/trialState';
import type { CommandAnswer, SweepCommand } from '@seesaw/shared/workflows';
import type { SeriesPoints } from './metrics/seriesPoints.ts';
import type { SegmentStore } from './segmentPort.ts';
import type { NextTrialsInput } from './suggestPort.ts';
import type { Chosen, SavedSelection } from './sweeps/selections.ts';
import type { GroupPage } from './trials/groupTrials.ts';
import type { TimeOnSlots } from './trials/timesOnSlots.ts';

/**
 * Everything Seesaw knows, kept in Postgres. One method answers one question or does one transaction.
 * Promises that every implementation keeps (contract suite `store.test.ts`):
 * - a write with (trial, attempt) of a superseded attempt throws SeesawError('superseded') and changes nothing;
 * - a state move outside the tables of the contract throws SeesawError('conflict'); a repeated move is a no-op;
 * - every method is idempotent: repeating it after a lost answer equals doing it once;
 * - connection failures throw SeesawError('unavailable', retryable).
 */
export interface Store {
  readonly sweeps: SweepStore;
  readonly trials: TrialStore;
  readonly segments: SegmentStore;
  readonly metrics: MetricStore;
  readonly exports: ExportStore;
  readonly checkpoints: CheckpointStore;
  readonly samples: SampleStore;
  readonly logs: LogStore;
  readonly events: EventStore;
  readonly workers: WorkerStore;
  readonly mlflow: MlflowLinkStore;
  /** Version of the server; throws SeesawError('unavailable'). */
  ping(): Promise<string>;
  close(): Promise<void>;
}

export interface SweepStore {
  /** Same idempotency key and same body → the sweep that exists; other body → SeesawError('conflict'). */
  create(input: {
    sweep: ResolvedSweep;
    yaml: string;
    idempotencyKey?: string;
  }): Promise<{ row: SweepRow; created: boolean }>;
  /**
   * What a sweep that is not created yet would know from the start. Throws SeesawError('invalid-sweep') for an earlier sweep that
   * does not exist or has another objective, as `create` does.
   */
  warmStart(sweep: ResolvedSweep): Promise<{ known: readonly KnownResult[]; sources: readonly WarmSource[] }>;
  get(sweepId: string): Promise<SweepRow>;
  /** The sweep file as it was sent. */
  yaml(sweepId: string): Promise<string>;
  list(query: {
    limit: number;
    cursor?: string;
    state?: SweepState;
    /** Default `no`. */
    archived?: ArchivedFilter;
    tag?: string;
  }): Promise<{ items: SweepRow[]; nextCursor: string | null }>;
  load(sweepId: string): Promise<LoadedSweep>;
  /** See OrchestratorActivities.nextTrials. Numbers trials 1, 2, 3… without gaps. */
  nextTrials(input: NextTrialsInput): Promise<NextTrials>;
  /** What the suggestion of this trial saw: with it, search gives the same point again. */
  knownBy(sweepId: string, number: number): Promise<Known>;
  /** Validates, moves states, stores the event; `commandId` makes it idempotent. retry: failed|cancelled|diverged → pending. resume: paused → pending. */
  applyCommand(input: { sweepId: string; command: SweepCommand; commandId: string }): Promise<CommandAnswer>;
  settle(sweepId: string): Promise<{ state: SweepState }>;
  /** The results that no other one beats in every objective, by trial number; those that are equally good are on it together. */
  front(sweepId: string): Promise<FrontReply>;
  /** Running sweeps whose time is over or whose target is reached: each needs the command `stop` with `byRule`. */
  toStopByRule(): Promise<string[]>;
  /** Points with mean and standard error of what their trials ended with, the best first. Of several objectives the first counts. */
  points(sweepId: string): Promise<PointRow[]>;
  /** The definitions under which trials were suggested, each from that number on; one as long as the sweep was not extended. */
  definitions(sweepId: string): Promise<{ fromNumber: number; definition: ResolvedSweep }[]>;
  /** Only ended sweeps. Rows go at once; returns spool folders and MLflow run ids whose bytes the caller removes. */
  delete(sweepId: string): Promise<{ trialIds: number[]; mlflowRunIds: string[] }>;
  /** Out of the lists, or back into them. Only ended sweeps; one that runs again comes back by itself. */
  archive(input: { sweepId: string; archived: boolean }): Promise<SweepRow>;
  /** Notes and tags; what is left out stays. */
  remark(input: { sweepId: string; remark: Remark }): Promise<SweepRow>;
  /** Another rule for the checkpoints of all its trials, those that are there already included; in any state. */
  retain(input: { sweepId: string; keep: Keep }): Promise<SweepRow>;
  /** A selection of trials for a bulk command, so that no list travels through Temporal. */
  saveSelection(input: { sweepId: string } & Chosen): Promise<SavedSelection>;
  /** What the command to a selection did to each of its trials; null before it was given. */
  selection(input: {
    sweepId: string;
    selectionId: number;
  }): Promise<{ id: number; count: number; report: ReportEntry[] | null }>;
  /** See OrchestratorActivities.concernedTrials. */
  concernedTrials(input: { sweepId: string; selectionId: number; open: readonly number[] }): Promise<number[]>;
}

export interface TrialStore {
  get(trialId: number): Promise<TrialRow>;
  byNumber(sweepId: string, number: number): Promise<TrialRow>;
  /** Every change of verdict, by trial and step. */
  verdicts(trialIds: readonly number[]): Promise<VerdictRow[]>;
  /** Notes and tags; what is left out stays. */
  remark(input: { trialId: number; remark: Remark }): Promise<TrialRow>;
  list(query: TrialListQuery): Promise<{ items: TrialRow[]; nextCursor: string | null; total: number }>;
  /** The same page, but only these columns (`trialTableColumnsSchema`), as arrays. */
  table(query: TrialListQuery & { columns: readonly string[] }): Promise<TrialTable>;
  /** Trials put together by what they have in common, with mean and deviation of their numbers. */
  groups(query: TrialGroupQuery): Promise<GroupPage>;
  /**
   * `afterFailure`: the next attempt starts where the sweep's `retry.from` says, else from the newest checkpoint. `pool`: it
   * runs there from now on. `order`: of the segment that is given up; it may not start any more.
   */
  release(input: {
    trialId: number;
    code: ErrorCode;
    message: string;
    afterFailure?: boolean;
    pool?: string;
    order?: number;
  }): Promise<{ state: TrialState }>;
  close(input: {
    trialId: number;
    state: 'failed' | 'cancelled' | 'paused' | 'stopped-early';
    code?: ErrorCode;
    message: string;
  }): Promise<{ state: TrialState }>;
  attempts(trialId: number): Promise<AttemptRow[]>;
  /** The first trial of any sweep that has a result for a configuration with one of these hashes, by hash. */
  finishedAlike(configHashes: readonly string[]): Promise<Map<string, FinishedTrial>>;
  /** What the newest completed trials of a recipe took, those of sweeps with so many lanes first. */
  timesOnSlots(input: { recipe: string; pack: number }): Promise<TimeOnSlots[]>;
}

export interface MetricStore {
  /** One batch, all-or-nothing, keeps last/min/max/argmin/argmax per (trial, metric) and curve rollups. Of two values of a metric at a step the later one counts. NaN and ±Inf are stored as they are. Also raises trials.step and emits a throttled trial.progress event. */
  append(input: { trialId: number; attempt: number; points: readonly MetricPoint[] }): Promise<void>;
  curves(query: CurveQuery): Promise<CurveReply>;
  /** The same curves, rounded, for many trials at once. */
  compactCurves(query: CompactCurveQuery): Promise<CompactCurves>;
  /** When each trial was at which step, and its attempts. */
  clocks(query: TrialClockQuery): Promise<TrialClocks>;
  /** Every point, or those of steps after `afterStep`, ordered by step: for tests and benchmarks. */
  all(input: {
    trialId: number;
    metric: string;
    afterStep?: number;
  }): Promise<{ step: number; value: number; at: string; attempt: number }[]>;
  /** The points of these metrics after one step and up to another one, by step; metrics without any are left out. */
  stretch(input: {
    trialId: number;
    metrics: readonly string[];
    afterStep: number;
    toStep: number;
  }): Promise<Map<string, { step: number; value: number }[]>>;
  /** How many NaN and ±Inf each metric has; those that have none are left out. */
  nonFinite(trialId: number): Promise<Record<string, number>>;
  names(sweepId: string): Promise<string[]>;
}

export interface MetricPoint {
  readonly metric: string;
  readonly step: number;
  readonly value: number;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
}

/** Pages in an order that does not change while a sweep runs, for readers that take everything bit by bit. */
export interface ExportStore {
  /** Names of all hyperparameters that any trial has, sorted; seed and steps apart. */
  settings(sweepId: string): Promise<string[]>;
  /** Trials with higher numbers than `number`, ascending. */
  trials(input: { sweepId: string; number: number; limit: number }): Promise<TrialRow[]>;
  trialIds(input: { sweepId: string; number: number; limit: number }): Promise<{ id: number; number: number }[]>;
  /** The next points of one trial behind `after`, at most `limit`, by metric and step; fewer are the last ones. */
  points(input: { trialId: number; after: { key: number; step: number } | null; limit: number }): Promise<SeriesPart[]>;
}

/** Points of one metric that follow each other. */
export interface SeriesPart {
  /** Of the metric, for the next page. */
  readonly key: number;
  readonly metric: string;
  readonly points: SeriesPoints;
}

export interface CheckpointStore {
  save(input: {
    trialId: number;
    attempt: number;
    step: number;
    stateSha: string;
    bytes: number;
    location: string;
    manifest: unknown;
  }): Promise<CheckpointRow>;
  list(trialId: number): Promise<CheckpointRow[]>;
  markCorrupt(input: { checkpointId: number; message: string }): Promise<void>;
  /** Waiting on this host (`spool@host`) for upload, whose trial has an MLflow run. Oldest first. */
  waitingForUpload(input: {
    host: string;
    limit: number;
  }): Promise<(CheckpointRow & { runId: string; experimentId: string; sweepId: string; number: number })[]>;
  uploaded(input: { checkpointId: number; location: string }): Promise<void>;
  /**
   * Of a trial that trains: what its `checkpoint.keep` does not hold, never what it may go on from nor what is leased.
   * Deletes rows and returns them so that bytes go after.
   */
  prune(trialId: number): Promise<CheckpointRow[]>;
  /** The same for trials that ended as a result, in sweeps at rest; those whose bytes lie in this host's spool or in MLflow. */
  pruneEnded(host: string): Promise<(CheckpointRow & { sweepId: string; number: number })[]>;
  /** For whoever is about to read the bytes: it is not pruned for so many minutes. Throws SeesawError('not-found'). */
  lease(input: { checkpointId: number; minutes: number }): Promise<CheckpointRow>;
}

export interface SampleStore {
  save(input: {
    trialId: number;
    attempt: number;
    step: number;
    kind: 'images' | 'points';
    pngLocation: string;
    tensorsLocation: string;
    facts: Record<string, number>;
  }): Promise<SampleRow>;
  /** Throws SeesawError('not-found') for a cursor that is none. */
  list(query: SampleListQuery): Promise<{ items: SampleRow[]; nextCursor: string | null }>;
  get(sampleId: number): Promise<SampleRow>;
  waitingForUpload(input: {
    host: string;
    limit: number;
  }): Promise<(SampleRow & { runId: string; experimentId: string })[]>;
  uploaded(input: { sampleId: number; pngLocation: string; tensorsLocation: string }): Promise<void>;
}

export interface LogStore {
  append(
    lines: readonly {
      trialId: number;
      attempt: number;
      step: number | null;
      level: string;
      at: number;
      message: string;
    }[],
  ): Promise<void>;
  list(query: {
    trialId: number;
    after?: number;
    limit: number;
    level?: LogRow['level'];
    search?: string;
  }): Promise<LogRow[]>;
}

export interface EventStore {
  append(event: {
    kind: EventKind;
    sweepId?: string;
    trialId?: number;
    attempt?: number;
    step?: number;
    message: string;
    data?: Record<string, unknown>;
  }): Promise<void>;
  /** Events after the cursor in commit order: never skips one that commits late (uses the snapshot's xmin). */
  after(query: { cursor: number; sweepId?: string; limit: number }): Promise<{ events: SeesawEvent[]; cursor: number }>;
  /** Events of a sweep before the cursor, or up to now, newest first; those of progress only where they are asked for. */
  before(query: {
    sweepId: string;
    cursor?: number;
    limit: number;
    progress: boolean;
  }): Promise<{ events: SeesawEvent[]; cursor: number | null }>;
  /** Cursor of now, for a stream that starts with a snapshot. */
  tip(): Promise<number>;
  /** Calls back, throttled to a few a second, when new events may exist (LISTEN doorbell with polling as a net). Resolves to a stop function. */
  subscribe(onDoorbell: () => void): Promise<() => Promise<void>>;
  /** Drops trial.progress events older than the given age. */
  prune(input: { progressOlderThanMs: number }): Promise<number>;
}

export interface WorkerStore {
  heartbeat(worker: Omit<WorkerRow, 'lastSeenAt' | 'state'>): Promise<void>;
  gone(workerId: string): Promise<void>;
  /** Seen within a day; `state` is 'alive' when seen within 15 s. */
  list(): Promise<WorkerRow[]>;
  /** Which pools trials of active sweeps wait for or run in, by name. */
  demand(): Promise<PoolDemand[]>;
}

/** Which MLflow run mirrors which sweep or trial, and up to where. */
export interface MlflowLinkStore {
  /** Sweeps and trials whose row changed since they were mirrored, oldest change first. */
  pending(limit: number): Promise<MirrorWork[]>;
  /** First claim wins: returns the run id that holds. `trialId` null = the sweep's parent run. */
  link(input: {
    sweepId: string;
    trialId: number | null;
    runId: string;
    experimentId: string;
  }): Promise<{ runId: string; experimentId: string }>;
  /** Mirrored up to this version; a later change makes it pending again. */
  mirrored(input: { sweepId: string; trialId: number | null; version: number; metricsToStep: number }): Promise<void>;
  /** This run was made for a sweep that was deleted meanwhile: it is to be removed with those that the sweep had. Idempotent. */
  leftBehind(input: { sweepId: string; runId: string }): Promise<void>;
  /** Some of the runs that a deleted sweep still has in MLflow; undefined when none has any. */
  runsToRemove(limit: number): Promise<DeletedRuns | undefined>;
  /** So many of them are gone, from the first on. Idempotent. */
  runsRemoved(input: { sweepId: string; removed: number }): Promise<void>;
}

export interface DeletedRuns {
  readonly sweepId: string;
  /** Runs of it that are gone already. */
  readonly removed: number;
  /** Those behind them. */
  readonly runIds: readonly string[];
}

export interface MirrorWork {
  readonly sweepId: string;
  readonly trialId: number | null;
  /** Version of the row that this work mirrors. */
  readonly version: number;
  /** Somebody wrote notes or tags once, also when they were removed again. */
  readonly remarked: boolean;
  /** Nothing of it was mirrored so far, though its run may exist; or the run was forgotten, so that another one is made. */
  readonly first: boolean;
  readonly runId: string | null;
  readonly metricsToStep: number;
}
