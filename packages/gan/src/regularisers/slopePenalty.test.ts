import {
  grad,
  matMul,
  max,
  mean,
  min,
  mul,
  ones,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  zeros,
} from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { belowOne, slopePenalty, towardsOne, towardsZero } from './slopePenalty.ts';
import { aroundReal, atFake, atReal, between } from './slopePoints.ts';

const random = await testBackend();
const key = { seed: 5, step: 0 };
const normal = (purpose: 'z-for-d' | 'z-for-g') => random.normal([8, 3], { ...key, purpose }) as Tensor2D;
const seen = { real: normal('z-for-d'), fake: normal('z-for-g'), random, key };
const tilted = (slope: number) => (x: Tensor) => matMul(x as Tensor2D, tensor2d([[slope], [0], [0]]));
const value = (tensor: Tensor) => tensor.dataSync()[0]!;

test.each([
  ['towards one', towardsOne, [1, 0.25, 4]],
  ['below one', belowOne, [0, 0, 4]],
  ['towards zero', towardsZero, [0, 0.125, 4.5]],
] as const)('%s: slopes of 0, ½ and 3 cost what the formula says', (_name, cost, expected) => {
  [0, 0.5, 3].forEach((slope, i) => {
    expect(value(slopePenalty(tilted(slope), { cost }, seen.real))).toBeCloseTo(expected[i]!, 4);
  });
});

test('between: the slope is taken at x̂ = x + α(G − x), another point for every sample', () => {
  // D(x) = Σ x²/2 has slope x, so its norm at x̂ = α·(1, 1, 1) is α√3.
  const bowl = (x: Tensor) => mul(sum(mul(x, x), 1), 0.5);
  const points = between({ ...seen, real: zeros([8, 3]), fake: ones([8, 3]) });
  const alpha = random.uniform([8, 1], { ...key, purpose: 'interpolation' });
  const expected = Array.from(alpha.dataSync()).map((a) => (a * Math.sqrt(3) - 1) ** 2);
  expect(new Set(expected).size).toBe(8);
  expect(value(slopePenalty(bowl, { cost: towardsOne }, points))).toBeCloseTo(
    expected.reduce((a, b) => a + b, 0) / 8,
    4,
  );
});

test('around real: the shift is uniform within half the standard deviation of the whole batch, per element', () => {
  const real = mul(random.normal([500, 3], { ...key, purpose: 'z-for-d' }), 4) as Tensor2D;
  const shift = sub(aroundReal({ ...seen, real }), real);
  expect(value(min(shift))).toBeGreaterThan(-2.1);
  expect(value(min(shift))).toBeLessThan(-1.9);
  expect(value(max(shift))).toBeGreaterThan(1.9);
  expect(value(max(shift))).toBeLessThan(2.1);
  expect(value(mean(shift))).toBeCloseTo(0, 0);
});

test('R1 looks at real samples, R2 at generated ones', () => {
  expect(atReal(seen)).toBe(seen.real);
  expect(atFake(seen)).toBe(seen.fake);
});

test('with packs the slope is that of the whole pack', () => {
  // One answer for two samples with slopes 3 and 4: together 5.
  const pair = (x: Tensor) => matMul(x.reshape([4, 6]) as Tensor2D, tensor2d([[3], [0], [0], [0], [4], [0]]));
  expect(value(slopePenalty(pair, { cost: towardsOne }, seen.real, 2))).toBeCloseTo(16, 3);
});

test('a cost of a slope of exactly 0 has a finite gradient', () => {
  for (const cost of [towardsOne, belowOne, towardsZero]) {
    const slope = value(grad((squares) => cost(squares as Tensor1D))(tensor1d([0])));
    expect(Number.isFinite(slope)).toBe(true);
  }
});
