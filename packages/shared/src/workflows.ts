import type { Scalar } from './hyperparameter.ts';
import type { Point } from './searchSpace.ts';
import type { TrialOrder } from './selection.ts';
import type { EndedTrialState, RetryableTrialState } from './trialState.ts';
import type { WiderBounds } from './widenSpace.ts';

/** Input of `sweepWorkflow`. Everything else is read from Postgres, so a history holds only ids and numbers. */
export interface SweepWorkflowInput {
  readonly sweepId: string;
  /** Numbers of trials whose workflows run on through a continue-as-new and must be adopted. */
  readonly open?: readonly OpenTrial[];
  /** Trials that may wait in the queue beyond the concurrency, as last found out. */
  readonly queued?: number;
  /** Continue as new beyond this many events, earlier than the server would suggest. For tests. */
  readonly historyLimit?: number;
}

export interface OpenTrial {
  readonly trialId: number;
  readonly number: number;
  /** Where this trial differs from its sweep. */
  readonly pool?: string;
  readonly maxAttempts?: number;
  /** How often it was handed out by now; absent = for the first time. */
  readonly launch?: number;
}

/** Input of `trialWorkflow`: runs segments of one trial until it ended or was paused. */
export interface TrialWorkflowInput {
  readonly sweepId: string;
  readonly trialId: number;
  readonly number: number;
  readonly pool: string;
  /** Failed segments in a row (infrastructure) before the trial is `failed`. */
  readonly maxAttempts: number;
  /** 1 is served first, 5 last. */
  readonly priority?: number;
  /** See {@link OpenTrial}. */
  readonly launch?: number;
  /** Of its sweep: how many trials may train in one program; absent = each alone. */
  readonly pack?: number;
  /** What an earlier run of the same workflow knew when its history grew too long. */
  readonly carried?: {
    readonly failuresInARow: number;
    readonly checkpointStep: number | null;
    /** Absent in runs of before it was counted. */
    readonly memoryFailures?: number;
    /** How many it scheduled; absent in runs of before it was counted. */
    readonly segments?: number;
  };
}

/** How a trial workflow ended. `paused`: the sweep starts a new one on resume; `pending`: it starts a new one at once;
 * `waiting`: once it was judged and may go on. */
export interface TrialEnding {
  readonly trialId: number;
  readonly state: EndedTrialState | 'paused' | 'pending' | 'waiting';
}

/**
 * Commands are workflow updates named `command`: they validate, act and answer; repeating one is harmless.
 * cancel and stop may follow any active state; retry reopens an ended sweep.
 */
export type SweepCommand =
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  /** `byRule`: only if a rule of the sweep (`max_hours`, `metric.target`) says so when the command is applied. */
  | { readonly kind: 'stop'; readonly byRule?: true }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'set-concurrency'; readonly concurrency: number }
  /** 1 is served first, 5 last. */
  | { readonly kind: 'set-priority'; readonly priority: number }
  | {
      readonly kind: 'retry';
      readonly from: 'checkpoint' | 'scratch';
      /** Stored selection: which trials may be retried at all; absent = every one of the sweep. */
      readonly selectionId?: number;
      /** Absent = failed ones or, of a selection, every retryable one. */
      readonly states?: readonly RetryableTrialState[];
      readonly settings?: RetrySettings;
    }
  | { readonly kind: 'cancel-trial'; readonly number: number }
  /** Never begun: it ends as `skipped`. */
  | { readonly kind: 'skip-trial'; readonly number: number }
  /** Checkpoint, then end as `stopped-early`. */
  | { readonly kind: 'stop-trial'; readonly number: number }
  /** One of these orders to every trial of a stored selection; what cannot be done to one of them is in the report. */
  | { readonly kind: 'order-trials'; readonly order: TrialOrder; readonly selectionId: number }
  /** A point that a person picked: a value for each axis, and any other hyperparameter of the recipe. */
  | { readonly kind: 'add-trial'; readonly values: Point }
  | Extension;

/**
 * More of a sweep that runs or has ended: more trials, a later last step, a wider space. Every earlier suggestion and every
 * step that was trained stays as it is.
 */
export interface Extension {
  readonly kind: 'extend';
  /** So many trials more than planned. */
  readonly trials?: number;
  /** The new last step of every trial. */
  readonly steps?: number;
  /** Where trials that reached the old last step go on; the default is their newest checkpoint. */
  readonly from?: 'checkpoint' | 'scratch';
  /**
   * Hyperparameters of the recipe that stretch over the steps of a training (catalog: `untilLastStep`). A trial in which
   * one has another value than its neutral one was trained differently than one that had the new last step from the start.
   */
  readonly schedules?: readonly { readonly name: string; readonly neutral: Scalar }[];
  readonly bounds?: readonly WiderBounds[];
}

/** What a retry may change of its trials: where and how carefully they run, nothing that changes what they compute. */
export interface RetrySettings {
  readonly pool?: string;
  /** Failures in a row without a new checkpoint before the trial is failed. */
  readonly maxAttempts?: number;
  readonly checkpoint?: { readonly everySteps?: number; readonly keep?: number };
}

export interface CommandAnswer {
  readonly sweepId: string;
  readonly state: string;
  /** One sentence: what was done, what keeps running, what is kept. */
  readonly message: string;
  /** How many trials the command touched. */
  readonly trials: number;
  /** Of the trial that was added. */
  readonly number?: number;
  /** Whose report says what became of each trial. */
  readonly selectionId?: number;
}

export const commandUpdateName = 'command';
export const pauseSignalName = 'pause';
export const cancelSignalName = 'cancelTrial';
export const prioritySignalName = 'setPriority';

/** `requeue`: the trial waits for a lane, so it takes its new place in the queue at once. */
export interface PriorityChange {
  readonly priority: number;
  readonly requeue: boolean;
}
