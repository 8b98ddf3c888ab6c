import { thresholds } from './thresholds.ts';

/** How a training is reported, as far as the length of a window depends on it. */
export interface Pace {
  readonly runSteps: number;
  /** Steps between two reports, and between two evaluations. */
  readonly logEvery: number;
  readonly evalEvery: number;
}

/** W in steps: max(200 steps, 2 % of the run, 4 reports). */
export function windowStepsOf({ runSteps, logEvery, evalEvery }: Pace): number {
  const { windowSteps, windowShare, windowRows } = thresholds;
  return Math.round(Math.max(windowSteps, windowShare * runSteps, windowRows * Math.min(logEvery, evalEvery)));
}
