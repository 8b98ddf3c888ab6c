import type { EndedTrialState } from './trialState.ts';

/** Input of `sweepWorkflow`. Everything else is read from Postgres, so a history holds only ids and numbers. */
export interface SweepWorkflowInput {
  readonly sweepId: string;
  /** Numbers of trials whose workflows run on through a continue-as-new and must be adopted. */
  readonly open?: readonly OpenTrial[];
  /** Continue as new beyond this many events, earlier than the server would suggest. For tests. */
  readonly historyLimit?: number;
}

export interface OpenTrial {
  readonly trialId: number;
  readonly number: number;
}

/** Input of `trialWorkflow`: runs segments of one trial until it ended or was paused. */
export interface TrialWorkflowInput {
  readonly sweepId: string;
  readonly trialId: number;
  readonly number: number;
  readonly pool: string;
  /** Failed segments in a row (infrastructure) before the trial is `failed`. */
  readonly maxAttempts: number;
  /** What an earlier run of the same workflow knew when its history grew too long. */
  readonly carried?: { readonly failuresInARow: number; readonly checkpointStep: number | null };
}

/** How a trial workflow ended. `paused`: the sweep starts a new one on resume; `pending`: it starts a new one at once. */
export interface TrialEnding {
  readonly trialId: number;
  readonly state: EndedTrialState | 'paused' | 'pending';
}

/**
 * Commands are workflow updates named `command`: they validate, act and answer; repeating one is harmless.
 * cancel and stop may follow any active state; retry reopens an ended sweep.
 */
export type SweepCommand =
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'set-concurrency'; readonly concurrency: number }
  | {
      readonly kind: 'retry';
      readonly from: 'checkpoint' | 'scratch';
      /** Stored selection: which trials; absent = all failed ones. */
      readonly selectionId?: number;
    }
  | { readonly kind: 'cancel-trial'; readonly number: number };

export interface CommandAnswer {
  readonly sweepId: string;
  readonly state: string;
  /** One sentence: what was done, what keeps running, what is kept. */
  readonly message: string;
  /** How many trials the command touched. */
  readonly trials: number;
}

export const commandUpdateName = 'command';
export const pauseSignalName = 'pause';
export const cancelSignalName = 'cancelTrial';
