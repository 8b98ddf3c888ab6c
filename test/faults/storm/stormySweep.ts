import type { SearchMethod } from '@seesaw/shared/searchSpace';

/** How a sweep of the storm searches and, where it does, judges. */
interface Kind {
  readonly method: SearchMethod;
  /** Lines of its sweep file. */
  readonly rule?: string;
  /** Steps between two values of the objective. */
  readonly evalEvery?: number;
  /** With several trials at a time, what it suggests or decides depends on which of them came first. */
  readonly dependsOnOrder: boolean;
}

const learns = { dependsOnOrder: true } as const;
/** Rungs at 5, 10 and 20 of 40 steps. */
const halves = { method: 'random', evalEvery: 5, dependsOnOrder: true } as const;
/** Judged at 10, 20 and 30 of 40 steps. */
const alone = { method: 'random', evalEvery: 10, dependsOnOrder: false } as const;

/** All but `grid`: it needs values, and walks them without any choice; the real trainings are one. */
export const stormyKinds = {
  random: { method: 'random', dependsOnOrder: false },
  sobol: { method: 'sobol', dependsOnOrder: false },
  tpe: { method: 'tpe', ...learns },
  gp: { method: 'gp', ...learns },
  cmaes: { method: 'cmaes', ...learns },
  bayes: { method: 'bayes', ...learns },
  nsga2: { method: 'nsga2', ...learns },
  asha: { ...halves, rule: 'early_terminate: {type: asha, min_steps: 5, eta: 2}' },
  'asha-promote': { ...halves, rule: 'early_terminate: {type: asha, min_steps: 5, eta: 2, mode: promote}' },
  hyperband: { ...halves, rule: 'early_terminate: {type: hyperband, min_steps: 5, eta: 2, brackets: 2}' },
  median: { ...alone, rule: 'early_terminate: {type: median, grace_steps: 10, min_trials: 3}', dependsOnOrder: true },
  threshold: { ...alone, rule: 'early_terminate: {type: threshold, above: 60, at_step: 10}' },
  patience: { ...alone, rule: 'early_terminate: {type: patience, steps: 9}' },
  // A generation waits for all of its trials, so nobody comes first.
  pbt: { ...alone, method: 'pbt', rule: 'pbt: {every_steps: 10, quantile: 0.25}' },
} as const satisfies Readonly<Record<string, Kind>>;

export type StormyKind = keyof typeof stormyKinds;
export const stormyKindNames = Object.keys(stormyKinds) as StormyKind[];

export interface FunctionSweep {
  readonly kind: StormyKind;
  readonly concurrency: number;
  readonly trials: number;
}

/** Many small steps, so that a storm meets trials in the middle. */
export const stepsOfTrial = 40;

/** Whether everything about it is the same again, whatever happens to it. */
export function repeatsItself({ kind, concurrency }: FunctionSweep): boolean {
  return concurrency === 1 || !stormyKinds[kind].dependsOnOrder;
}

/** A sweep that trains nothing but takes its time; `stepMs` is the only thing that may differ from the undisturbed one. */
export function stormySweep({ kind, concurrency, trials }: FunctionSweep, stepMs: number): string {
  const { method, rule = '', evalEvery = 1 }: Kind = stormyKinds[kind];
  return `name: ${kind}-at-${concurrency}
recipe: function
method: ${method}
${rule}
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
  eval_every: {value: ${evalEvery}}
  step_ms: {value: ${stepMs}}
`;
}
