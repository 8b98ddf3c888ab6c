/** Ring trials with the defaults of their recipe, over eight ratios of the rates and as many seeds as are needed. */
export function ringSweep({
  trials,
  steps,
  slots,
  pack,
}: {
  trials: number;
  steps: number;
  slots: number;
  /** Trials in one program; 1 = each alone. */
  pack: number;
}): string {
  const ratios = [0.125, 0.25, 0.5, 1, 1.5, 2, 3, 4].slice(0, trials);
  const seeds = Array.from({ length: Math.ceil(trials / ratios.length) }, (_, index) => index + 1);
  return `name: ring
recipe: ring-mlp
method: grid
metric: {name: eval/score, goal: minimize}
concurrency: ${slots * pack}
pack: ${pack}
parameters:
  lr_ratio: {values: [${ratios.join(', ')}]}
  seed: {values: [${seeds.join(', ')}]}
  steps: {value: ${steps}}
`;
}
