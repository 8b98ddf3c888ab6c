import type { SearchMethod } from '@seesaw/shared/searchSpace';

export interface FunctionSweep {
  readonly method: SearchMethod;
  readonly concurrency: number;
  readonly trials: number;
}

/** Many small steps, so that a storm meets trials in the middle, and a value at each, so that a lost one is noticed. */
export const stepsOfTrial = 40;

/** A sweep that trains nothing but takes its time; `stepMs` is the only thing that may differ from the undisturbed one. */
export function stormySweep({ method, concurrency, trials }: FunctionSweep, stepMs: number): string {
  return `name: ${method}-at-${concurrency}
recipe: function
method: ${method}
run_cap: ${trials}
concurrency: ${concurrency}
seed: 11
metric: {name: eval/score, goal: minimize}
retry: {max_attempts: 100}
parameters:
  function: {value: branin}
  x1: {min: -5.0, max: 10.0}
  x2: {min: 0.0, max: 15.0}
  noise: {value: 0.5}
  learning: {value: 3.0}
  steps: {value: ${stepsOfTrial}}
  step_ms: {value: ${stepMs}}
`;
}
