import type { EarlyTerminate } from './earlyTerminate.ts';

/** How a trial stood at a decision step. Values that were not finite are null, which is the worst. */
export interface Standing {
  readonly number: number;
  /** Of the judged metric at the step. */
  readonly value: number | null;
  /** Mean of its values up to the step. */
  readonly mean: number | null;
  /** Best of its values up to the step. */
  readonly best: number | null;
  /** Best of its values up to `patience.steps` before; null where the rule does not ask. */
  readonly earlierBest: number | null;
}

export type Decision =
  | { readonly kind: 'continue' }
  /** Undecided: it may still be promoted once more trials reached the step. */
  | { readonly kind: 'wait' }
  /** `why` is read by a person, after "stopped at step n:". */
  | { readonly kind: 'stop'; readonly why: string };

/** Whether trial `number` goes on, given every trial that reached the step by now. Pure: `packages/search` has the one there is. */
export type Judge = (
  rule: EarlyTerminate,
  goal: 'minimize' | 'maximize',
  number: number,
  standings: readonly Standing[],
) => Decision;
