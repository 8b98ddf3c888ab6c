/** Six arguments of a formula, noise, and how slowly it is learnt: trials without a training. */
export function manyTrials(count: number): string {
  const axis = (name: string) => `  ${name}: {min: 0.0, max: 1.0}\n`;
  return `name: ten-thousand
description: Hartmann's function of six arguments, one trial a point.
recipe: function
method: random
metric: {name: eval/score, goal: minimize}
seed: 4
run_cap: ${count}
concurrency: 32
parameters:
  function: {value: hartmann6}
${['x1', 'x2', 'x3', 'x4', 'x5', 'x6'].map(axis).join('')}  noise: {values: [0.0, 0.05, 0.2]}
  learning: {min: 0.05, max: 5.0, distribution: log_uniform_values}
  steps: {value: 40}
  eval_every: {value: 4}
`;
}
