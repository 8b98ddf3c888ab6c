import type { ErrorCode } from './errors.ts';
import type { SweepState } from './sweepState.ts';
import type { TrialState } from './trialState.ts';
import type { CommandAnswer, OpenTrial, SweepCommand, TrialEnding } from './workflows.ts';

/** Run on `orchestratorQueue`. Each is one idempotent transaction: doing it twice equals doing it once. */
export interface OrchestratorActivities {
  /** State, concurrency, pool and retry policy as stored. */
  loadSweep(input: { sweepId: string }): Promise<LoadedSweep>;
  /**
   * Trials to launch next: pending ones that are not in `open` first, then newly suggested ones until `count` are found.
   * Idempotent because an un-launched suggestion stays pending and is returned again. Where suggestions do not depend on
   * results and nothing but a command ends the sweep early, up to `ahead` more are returned, to be launched without asking.
   */
  nextTrials(input: { sweepId: string; open: readonly number[]; count: number; ahead?: number }): Promise<NextTrials>;
  /** Validates and records a command in one transaction (state move, trial moves of retry, event). */
  applyCommand(input: { sweepId: string; command: SweepCommand; commandId: string }): Promise<CommandAnswer>;
  /** pausing → paused, stopping → stopped, cancelling → cancelled, running → completed|failed once nothing is open. */
  settleSweep(input: { sweepId: string }): Promise<{ state: SweepState }>;
  /** Trials that hold a lane by the rows: what a sweep workflow that lost its memory (terminated, started anew) must adopt. */
  findOpenTrials(input: { sweepId: string }): Promise<readonly OpenTrial[]>;
  /** Of the `open` trials those to which the command about the selection did something. */
  concernedTrials(input: { sweepId: string; selectionId: number; open: readonly number[] }): Promise<readonly number[]>;
  /**
   * running → pending after a lost segment. `checkpointStep` (newest good checkpoint) tells the workflow whether the segment
   * made progress, so that it can give up on a trial that does not. With `largerThan`, the trial moves to the pool of larger
   * slots beside that pool if a trainer serves it now; `pool` is then the trial's own one, where it has one. The segment of
   * that `order` may not start any more.
   */
  releaseTrial(input: {
    trialId: number;
    code: ErrorCode;
    message: string;
    largerThan?: string;
    order?: number;
  }): Promise<{ state: TrialState; checkpointStep: number | null; pool?: string }>;
  /**
   * Ends a trial whose segment could not: no-op when it ended already; returns the state that holds. `paused` and `cancelled`
   * are compared with what the person wants by now: when that is "run" again, the trial is pending.
   */
  closeTrial(input: {
    trialId: number;
    state: 'failed' | 'cancelled' | 'paused' | 'stopped-early';
    code?: ErrorCode;
    message: string;
  }): Promise<{ state: TrialState }>;
  /** After continue-as-new: waits for a trial workflow of the earlier run, however it ends. Heartbeats. */
  awaitTrial(input: { sweepId: string; open: OpenTrial }): Promise<TrialEnding>;
}

export interface LoadedSweep {
  readonly sweepId: string;
  readonly state: SweepState;
  readonly concurrency: number;
  readonly pool: string;
  readonly maxAttempts: number;
  /** Absent in histories of before there were priorities. */
  readonly priority?: number;
  /** How many of its trials may train in one program; absent = each alone. */
  readonly pack?: number;
}

export interface NextTrials {
  readonly trials: readonly OpenTrial[];
  /** Nothing is left to suggest: the sweep ends when its open trials have. */
  readonly exhausted: boolean;
  /** As stored now, so that the window follows set-concurrency. */
  readonly concurrency: number;
  /**
   * More trials than `concurrency` may be open: they only wait in the queue, because the pool has no more slots than trials of
   * this sweep may run at once, and nothing that becomes known meanwhile would change them.
   */
  readonly mayQueue?: true;
  /** A rule of the sweep (`max_hours`, `metric.target`) stopped it just now: open trials that have no lane must not take one. */
  readonly stopped?: true;
}

/** Run on `poolQueue(pool)` by trainers. */
export interface TrainerActivities {
  /**
   * Trains one segment: raises the attempt in Postgres, resumes from the newest good checkpoint (or nothing), trains to the
   * last step or until cancelled, and writes the trial's end state itself in a fenced transaction.
   * On cancellation the intent is read from Postgres: pause/stop → checkpoint, then `paused`; cancel → `cancelled`.
   * Heartbeat details: {@link SegmentHeartbeat}. Throws ApplicationFailure with type = ErrorCode.
   * `order` rises with each scheduling of the trial, so that a task which comes late finds itself overtaken; absent in tasks of
   * before it was counted. `pack`: it may train in one program of so many lanes with trials whose steps are the same; absent = alone.
   */
  trainSegment(input: { trialId: number; order?: number; pack?: number }): Promise<SegmentEnding>;
}

export interface SegmentHeartbeat {
  readonly attempt: number;
  readonly step: number;
  readonly checkpointStep: number | null;
}

export interface SegmentEnding {
  /**
   * `failed`: it ended well, but never reported the objective of its sweep. `pending`: it reached its last step, which had
   * been moved meanwhile; the next segment goes on. `waiting`: it reached a step at which it is judged.
   */
  readonly state:
    | 'waiting'
    | 'completed'
    | 'diverged'
    | 'paused'
    | 'cancelled'
    | 'stopped-early'
    | 'failed'
    | 'pending';
  readonly attempt: number;
  readonly step: number;
  /**
   * With `pending`: it did not begin, because as many trials of its sweep run as may at once, or no place that fits came free at
   * the trainer that took it (then `attempt` is 0). It is queued again.
   */
  readonly full?: true;
}
