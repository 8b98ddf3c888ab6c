import { z } from 'zod';

const steps = z.number().int().positive();
/** Of the trials that reach a rung, one in `eta` goes on; rungs are `eta` times as far apart from one to the next. */
const eta = z.number().min(1.1);

/**
 * When a trial of a sweep ends before its last step. All counts are training steps; "the objective" is the sweep's metric
 * with its goal, and a trial without a value for it counts as the worst.
 */
export const earlyTerminateSchema = z.discriminatedUnion('type', [
  z.object({
    /** Asynchronous successive halving (Li et al. 2020, arXiv:1810.05934): rungs at minSteps · eta^k. */
    type: z.literal('asha'),
    minSteps: steps,
    eta,
    /** No rung beyond this step; null = up to the last step of the training. */
    maxSteps: steps.nullable(),
    /** `stop` decides at once; `promote` lets a trial wait at its rung, without a lane, until enough others are there. */
    mode: z.enum(['stop', 'promote']).default('stop'),
  }),
  z.object({
    /** Hyperband (Li et al. 2018, arXiv:1603.06560): trial n runs in bracket n mod brackets, whose rungs begin at minSteps · eta^bracket. */
    type: z.literal('hyperband'),
    minSteps: steps,
    eta,
    brackets: z.number().int().min(1).max(20),
    maxSteps: steps.nullable(),
  }),
  z.object({
    /** Stops a trial whose best objective so far is worse than the median of the others' running means at the same step (Golovin et al. 2017, Google Vizier, 3.2.1). */
    type: z.literal('median'),
    /** No trial is stopped before this step. */
    graceSteps: z.number().int().nonnegative(),
    /** Other trials that must have reached the step. */
    minTrials: z.number().int().min(1),
  }),
  z.object({
    /** Stops a trial whose metric lies above `above` or below `below` at or after `atStep`. */
    type: z.literal('threshold'),
    metric: z.string(),
    above: z.number().nullable(),
    below: z.number().nullable(),
    atStep: z.number().int().nonnegative(),
  }),
  z.object({
    /** Stops a trial whose objective did not get better by more than `minDelta` for this many steps. */
    type: z.literal('patience'),
    steps,
    minDelta: z.number().nonnegative(),
  }),
]);
export type EarlyTerminate = z.infer<typeof earlyTerminateSchema>;

type Halving = Pick<Extract<EarlyTerminate, { type: 'asha' }>, 'minSteps' | 'eta' | 'maxSteps'>;

/**
 * The steps at which a trial is judged, ascending, all below the last step of its training.
 *
 * @param bracket from 0; asha has bracket 0 only
 */
export function rungsOf(rule: Halving, lastStep: number, bracket = 0): number[] {
  const end = Math.min(lastStep - 1, rule.maxSteps ?? lastStep);
  // Small rungs that are close together come to the same whole step.
  const rungs = new Set<number>();
  for (let rung = rule.minSteps * rule.eta ** bracket; Math.round(rung) <= end; rung *= rule.eta) {
    rungs.add(Math.round(rung));
  }
  return [...rungs];
}

/**
 * Population based training (Jaderberg et al. 2017, arXiv:1711.09846), `method: pbt`: every `everySteps` steps a trial in
 * the worst `quantile` goes on from the checkpoint of one in the best, with its hyperparameters perturbed.
 */
export const pbtSchema = z.object({
  everySteps: steps,
  /** Share of the population that is replaced, and that is copied. */
  quantile: z.number().positive().max(0.5),
  /** A number is multiplied or divided by this, a choice moves to a neighbour. */
  factor: z.number().gt(1),
  /** Chance that a hyperparameter is drawn anew instead. */
  resampleProbability: z.number().min(0).max(1),
});
export type Pbt = z.infer<typeof pbtSchema>;
