import type { SegmentEnding } from '@seesaw/shared/activities';
import type { ErrorCode } from '@seesaw/shared/errors';
import type { Health } from '@seesaw/shared/health';
import type { CheckpointRow } from '@seesaw/shared/records';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import type { TrialState } from '@seesaw/shared/trialState';

/** `stop`: checkpoint and end as stopped-early. */
export type Intent = 'run' | 'pause' | 'stop' | 'cancel';

/** What a trainer does to its trial. All but `start` carry (trial, attempt) and are fenced. */
export interface SegmentStore {
  /** What a trial trains, before there is a place for its next segment: what it can share a program with hangs on it. */
  config(trialId: number): Promise<TrialConfig>;
  /**
   * First transaction: raise the attempt, state → running. Answers candidates to resume from, newest first (empty when retry
   * asked for scratch). 'ended' or 'not-wanted' when the trial must not run (already ended, sweep pausing/cancelling), 'full' when it must wait.
   * `order` rises with each scheduling of the trial: throws SeesawError('superseded') when one as high was seen already, unless
   * by the same `call` (any text of its own), whose answer got lost.
   */
  start(input: {
    trialId: number;
    workerId: string;
    host: string;
    /** Of that worker, from 0 on. */
    slot: number;
    /** Of that slot, where it trains several trials in one program. */
    lane?: number;
    order?: number;
    call?: string;
  }): Promise<SegmentStart>;
  /** Second transaction, once a checkpoint was verified: drop points, samples, checkpoint rows beyond `fromStep`, recompute summaries. */
  truncate(input: { trialId: number; attempt: number; fromStep: number }): Promise<void>;
  /** What the person wants of this trial now: read when Temporal cancels, when a command was heard, and every few seconds with the heartbeat. */
  intent(trialId: number): Promise<Intent>;
  /**
   * Calls `heard` as soon as a command to the sweep is committed, which may change the intent; answers how to stop. One can be
   * missed while Postgres is away.
   */
  onCommand(sweepId: string, heard: () => void): () => void;
  heartbeat(input: { trialId: number; attempt: number; step: number }): Promise<void>;
  health(input: {
    trialId: number;
    attempt: number;
    step: number;
    health: Health;
    evidence: string;
    advice: string;
  }): Promise<void>;
  /**
   * End of the segment: state move, attempt outcome, score from the objective's last value, event; one fenced transaction.
   * Answers the state that holds: `failed` when it completed without a value of an objective, `pending` when the last step
   * was moved on meanwhile.
   */
  finish(input: {
    trialId: number;
    attempt: number;
    state: 'completed' | 'diverged' | 'paused' | 'cancelled' | 'stopped-early' | 'waiting';
    step: number;
    message: string;
  }): Promise<{ state: SegmentEnding['state'] }>;
  /** Outcome of an attempt that failed; the trial's state is left to the orchestrator. */
  fail(input: {
    trialId: number;
    attempt: number;
    code: ErrorCode;
    message: string;
    step: number | null;
  }): Promise<void>;
}

export type SegmentStart =
  | {
      /** `full`: as many trials of the sweep run as may at once; nothing was changed. */
      readonly kind: 'ended' | 'not-wanted' | 'full';
      readonly state: TrialState;
      readonly attempt: number;
      readonly step: number;
    }
  | {
      readonly kind: 'run';
      readonly attempt: number;
      readonly sweepId: string;
      readonly number: number;
      readonly config: TrialConfig;
      /** `ofNumber`: the checkpoint is that of another trial of the sweep. */
      readonly resume: readonly (CheckpointRow & { readonly ofNumber?: number })[];
      /** Where this segment ends: the next step at which the trial is judged, or the last of its training. */
      readonly untilStep: number;
    };
