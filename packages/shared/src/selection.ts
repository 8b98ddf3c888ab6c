/** What a command to a selection did to its trials, those of one sentence together; each trial is in exactly one entry. */
export interface ReportEntry {
  /** `already`: what was asked for held before. */
  readonly outcome: 'done' | 'already' | 'refused';
  /** Goes on after "trial 7": "is completed, not running". */
  readonly words: string;
  /** What can be done instead. */
  readonly hint?: string;
  /** Ascending. */
  readonly numbers: number[];
}

/** Orders to single trials. stop: checkpoint, then end as `stopped-early`; cancel: end now; skip: never begin. */
export const trialOrders = ['stop', 'cancel', 'skip'] as const;
export type TrialOrder = (typeof trialOrders)[number];
