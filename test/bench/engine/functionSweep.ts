/** A sweep of the recipe `function`: every trial goes the whole way, only that there is nothing to train. */
export function functionSweep(options: {
  name: string;
  trials: number;
  concurrency: number;
  stepMs: number;
  method: string;
}): string {
  const { name, trials, concurrency, stepMs, method } = options;
  return `name: ${name}
recipe: function
method: ${method}
run_cap: ${trials}
concurrency: ${concurrency}
metric: {name: eval/score, goal: minimize}
parameters:
  function: {value: branin}
  x1: {min: -5.0, max: 10.0}
  x2: {min: 0.0, max: 15.0}
  step_ms: {value: ${stepMs}}
`;
}
