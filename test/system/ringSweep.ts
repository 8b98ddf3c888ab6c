/** A sweep of small ring trials: seconds on one core, yet the real game, checkpoints and evaluation. */
export function ringSweep(options: {
  name: string;
  steps: number;
  seeds?: readonly number[];
  everySteps?: number;
  concurrency?: number;
  maxAttempts?: number;
  extra?: string;
}): string {
  return `name: ${options.name}
recipe: ring-mlp
method: grid
metric: {name: eval/score, goal: minimize}
seed: 7
concurrency: ${options.concurrency ?? 1}
checkpoint: {every_steps: ${options.everySteps ?? 100}, keep: 50}
retry: {max_attempts: ${options.maxAttempts ?? 5}, from: checkpoint}
parameters:
  seed: {values: [${(options.seeds ?? [11]).join(', ')}]}
  steps: {value: ${options.steps}}
  batch_size: {value: 64}
  width_d: {value: 32}
  log_every: {value: 20}
  sample_every: {value: 200}
  eval_every: {value: 500}
  eval_samples: {value: 2000}
${options.extra ?? ''}`;
}
