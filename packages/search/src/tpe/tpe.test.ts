import type { Point, SearchSpace } from '@seesaw/shared/searchSpace';
import { describe, expect, test } from 'vitest';
import { testFunctions } from '../functions/testFunctions.ts';
import { uniformStream } from '../stream.ts';
import { bandwidthsOf } from './bandwidths.ts';
import { cellsOf, columnsOf } from './column.ts';
import { parzen } from './parzen.ts';

const { space } = testFunctions.conditional;
const points: Point[] = [
  { loss: 'hinge', lr: 1e-3 },
  { loss: 'lsgan', lr: 2e-4, smoothing: 0.1 },
  { loss: 'wgan-gp', lr: 1e-4, penalty: 10, d_steps: 5 },
  { loss: 'wgan-gp', lr: 3e-5, penalty: 3, d_steps: 9 },
];
const weights = [1, 2, 1, 0.5];

function densityOver(space: SearchSpace, given: readonly Point[], apart = 0) {
  const columns = columnsOf(space, given);
  const own = weights.slice(0, given.length);
  return parzen({
    space,
    columns,
    weights: own,
    bandwidths: bandwidthsOf({ space, columns, weights: own, known: 40 }),
    apart,
  });
}

describe('the density', () => {
  test.each([0, 0.5, 1])('is 1 on average over the prior, in each branch of a conditional space, %s apart', (apart) => {
    const density = densityOver(space, points, apart);
    const uniform = uniformStream({ seed: 1, number: 1, parameter: 'test' });
    const n = 40_000;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const loss = ['hinge', 'lsgan', 'wgan-gp'][Math.floor(uniform() * 3)]!;
      const point = {
        loss,
        lr: 10 ** (-6 + 5 * uniform()),
        ...(loss === 'lsgan' ? { smoothing: uniform() / 2 } : {}),
        ...(loss === 'wgan-gp' ? { penalty: 10 ** (-2 + 5 * uniform()), d_steps: 1 + Math.floor(10 * uniform()) } : {}),
      };
      sum += Math.exp(density.logDensity(cellsOf(space, point)));
    }
    expect(sum / n).toBeCloseTo(1, 1);
  });

  test('is highest near the points, and higher near those that weigh more', () => {
    const density = densityOver(space, points);
    const at = (point: Point) => density.logDensity(cellsOf(space, point));
    expect(at(points[2]!)).toBeGreaterThan(at({ loss: 'wgan-gp', lr: 1e-2, penalty: 900, d_steps: 1 }));
    expect(at(points[1]!)).toBeGreaterThan(at(points[0]!));
  });

  test('of no points at all is the prior', () => {
    expect(densityOver(space, []).logDensity(cellsOf(space, points[0]!))).toBeCloseTo(0, 12);
  });

  test('samples as it says: the share of samples in an interval is its probability', () => {
    const line: SearchSpace = [{ name: 'lr', dimension: { kind: 'float', min: 0, max: 1, scale: 'linear' } }];
    const density = densityOver(line, [
      { loss: '', lr: 0.1 },
      { loss: '', lr: 0.15 },
      { loss: '', lr: 0.9 },
    ]);
    const uniform = uniformStream({ seed: 2, number: 1, parameter: 'test' });
    const n = 20_000;
    const samples = Array.from({ length: n }, () => density.sample(density.pick(uniform()), 0, uniform));
    for (const [low, high] of [
      [0, 0.2],
      [0.2, 0.6],
      [0.6, 1],
    ] as const) {
      const steps = 400;
      const probability = Array.from({ length: steps }, (_, i) => low + ((i + 0.5) / steps) * (high - low)).reduce(
        (sum, x) => sum + (Math.exp(density.logDensity([{ low: x, high: x }])) * (high - low)) / steps,
        0,
      );
      const share = samples.filter((x) => x >= low && x < high).length / n;
      // Four standard deviations of a share of so many samples.
      expect(Math.abs(share - probability)).toBeLessThan(0.015);
    }
  });
});

test('apart, what is good on each axis is good together, and draws mix the points axis by axis', () => {
  const square: SearchSpace = ['x', 'y'].map((name) => ({
    name,
    dimension: { kind: 'float', min: 0, max: 1, scale: 'linear' },
  }));
  const columns = columnsOf(square, [
    { x: 0.1, y: 0.1 },
    { x: 0.9, y: 0.9 },
  ]);
  const bandwidths = square.map(() => Float64Array.of(0.1, 0.1));
  const over = (apart: number) => parzen({ space: square, columns, weights: [4, 4], bandwidths, apart });
  const mixed = cellsOf(square, { x: 0.1, y: 0.9 });
  const at = (apart: number) => over(apart).logDensity(mixed);
  expect(at(0.5)).toBeGreaterThan(at(0) + 1);
  expect(Math.exp(at(0.5))).toBeCloseTo((Math.exp(at(0)) + Math.exp(at(1))) / 2, 9);
  const share = (apart: number) => {
    const density = over(apart);
    const uniform = uniformStream({ seed: 3, number: 1, parameter: 'test' });
    const drawn = Array.from({ length: 4000 }, () => [0, 1].map(density.draw(uniform)));
    return drawn.filter(([x, y]) => (x! < 0.3 && y! > 0.7) || (x! > 0.7 && y! < 0.3)).length / 4000;
  };
  expect(share(1)).toBeGreaterThan(2 * share(0));
  expect(share(0.5)).toBeCloseTo((share(0) + share(1)) / 2, 1);
});

test('kernels are wide where points are lonely and narrow where they crowd', () => {
  const line: SearchSpace = [{ name: 'x', dimension: { kind: 'float', min: 0, max: 1, scale: 'linear' } }];
  const given = [0.5, 0.51, 0.52, 0.53, 0.54, 0.95].map((x) => ({ x }));
  const columns = columnsOf(line, given);
  const [widths] = bandwidthsOf({ space: line, columns, weights: given.map(() => 1), known: 400 });
  expect(widths![5]).toBeCloseTo(0.41, 9);
  expect(widths![1]).toBeLessThan(0.1);
  expect(widths![4]).toBeCloseTo(0.41, 9);
});
