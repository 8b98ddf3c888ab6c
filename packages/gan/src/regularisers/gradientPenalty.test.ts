import {
  grad,
  matMul,
  mul,
  ones,
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
import { applyMlp, initialWeights, type Mlp } from '../players/mlp.ts';
import { gradientPenalty } from './gradientPenalty.ts';

const random = await testBackend();
const mlp: Mlp = { units: [3, 6, 6, 1], slope: 0.2, output: 'linear' };
const start = initialWeights(mlp, random, 5, 'weights-d');
const draw = (purpose: 'z-for-d' | 'z-for-g') => random.normal([8, 3], { seed: 5, purpose, step: 0 }) as Tensor2D;
const real = draw('z-for-d');
const fake = draw('z-for-g');
const alpha = random.uniform([8, 1], { seed: 5, purpose: 'interpolation', step: 0 });

const penaltyAt = (weights: Tensor1D) =>
  gradientPenalty((x) => applyMlp(mlp, weights, x as Tensor2D), real, fake, alpha);

test('a flat D costs 1, a linear D of slope 3 costs 4', () => {
  const flat = gradientPenalty((x) => mul(matMul(x as Tensor2D, ones([3, 1])), 0), real, fake, alpha);
  expect(flat.dataSync()[0]).toBeCloseTo(1, 4);
  const tilted = gradientPenalty((x) => matMul(x as Tensor2D, tensor2d([[3], [0], [0]])), real, fake, alpha);
  expect(tilted.dataSync()[0]).toBeCloseTo(4, 4);
});

test('its gradient for the weights of a recipe net equals finite differences', () => {
  const gradient = grad((w) => penaltyAt(w as Tensor1D))(tensor1d(start)).dataSync();
  expect(Math.hypot(...gradient)).toBeGreaterThan(0.05);
  const h = 2e-3;
  for (let i = 0; i < start.length; i += 4) {
    const value = (by: number) => {
      const moved = start.slice();
      moved[i] = moved[i]! + by;
      return penaltyAt(tensor1d(moved)).dataSync()[0]!;
    };
    expect(gradient[i], `weight ${i}`).toBeCloseTo((value(h) - value(-h)) / (2 * h), 2);
  }
});

test('the slope is taken at x̂ = x + α(G − x), another point for every sample', () => {
  // D(x) = Σ x²/2 has slope x, so its norm at x̂ = α·(1, 1, 1) is α√3.
  const bowl = (x: Tensor) => mul(sum(mul(x, x), 1), 0.5);
  const penalty = gradientPenalty(bowl, zeros([8, 3]), ones([8, 3]), alpha);
  const expected = Array.from(alpha.dataSync()).map((a) => (a * Math.sqrt(3) - 1) ** 2);
  expect(penalty.dataSync()[0]).toBeCloseTo(expected.reduce((a, b) => a + b, 0) / 8, 4);
});
