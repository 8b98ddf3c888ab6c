import { type EarlyTerminate, type Pbt, rungsOf } from './earlyTerminate.ts';

/**
 * The first step behind `passed` at which a trial is judged, or null when it may train to its end. A function of the sweep and
 * the trial alone, so that a resumed trial stops where an undisturbed one would.
 */
export function nextDecisionStep(
  rule: EarlyTerminate | null,
  trial: {
    /** From 1. */
    readonly number: number;
    readonly lastStep: number;
    /** Steps between two values of the objective. */
    readonly evalEvery: number;
  },
  passed: number,
): number | null {
  if (rule === null) return null;
  const { number, lastStep, evalEvery } = trial;
  switch (rule.type) {
    case 'asha':
      return rungsOf(rule, lastStep).find((step) => step > passed) ?? null;
    case 'hyperband':
      return rungsOf(rule, lastStep, number % rule.brackets).find((step) => step > passed) ?? null;
    case 'median':
      return nextEvaluation(Math.max(1, rule.graceSteps));
    case 'threshold':
      return nextEvaluation(Math.max(1, rule.atStep));
    case 'patience':
      return nextEvaluation(rule.steps + 1);
  }

  function nextEvaluation(from: number): number | null {
    const first = Math.max(from, passed + 1);
    const step = Math.ceil(first / evalEvery) * evalEvery;
    return step < lastStep ? step : null;
  }
}

/** The end of the generation behind `passed`, or null when none begins after it. */
export function nextGeneration({ everySteps }: Pbt, lastStep: number, passed: number): number | null {
  const step = (Math.floor(passed / everySteps) + 1) * everySteps;
  return step < lastStep ? step : null;
}
