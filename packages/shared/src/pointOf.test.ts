import { expect, test } from 'vitest';
import { configOf } from './configOf.ts';
import { pointOf } from './pointOf.ts';
import { gridPoints } from './space/gridPoints.ts';
import { good } from './sweepFileTestReading.ts';

const { sweep } = good(`recipe: ring-mlp
method: grid
metric: {name: eval/score}
parameters:
  loss: {values: [hinge, wgan-gp]}
  gp_lambda: {values: [1, 10], when: loss == "wgan-gp"}
  ema: {value: true, when: gp_lambda > 1}
  steps: {values: [100, 200]}
  seed: {values: [1, 2]}
`);

test('a configuration gives back the point that it was made from, without constants and inactive axes', () => {
  const points = [...gridPoints(sweep.space, [])];
  expect(points).toHaveLength(12);
  for (const [index, point] of points.entries()) {
    const { ema, ...varied } = point;
    expect(pointOf(sweep, configOf(sweep, point, index + 1))).toEqual(varied);
  }
});

test('a value that an inactive parameter has all the same is not part of the point', () => {
  const config = configOf(sweep, { loss: 'hinge', steps: 100, seed: 1 }, 1);
  expect(config.values.gp_lambda).toBe(10);
  expect(pointOf(sweep, config)).toEqual({ loss: 'hinge', steps: 100, seed: 1 });
});
