import { norm, type Scalar, sum, type Tensor1D } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import type { RandomSource } from './src/random/randomSource.ts';

/** For tests: a gradient against central differences, along itself, where it is longest, and along one random direction. */
export function expectSlope(
  random: RandomSource,
  at: Tensor1D,
  slopeAt: (weights: Tensor1D) => { value: Scalar; grad: Tensor1D },
): void {
  const { grad: slope } = slopeAt(at);
  const length = norm(slope).dataSync()[0]!;
  const other = random.normal(at.shape, { seed: 8, purpose: 'z-for-log', step: 0 });
  for (const direction of [slope.div(length), other.div(norm(other))]) {
    const h = 1e-3;
    const value = (by: number) => slopeAt(at.add(direction.mul(by))).value.dataSync()[0]!;
    const expected = (value(h) - value(-h)) / (2 * h);
    const found = sum(slope.mul(direction)).dataSync()[0]!;
    expect(Math.abs(found - expected), `${found} for ${expected}`).toBeLessThan(0.01 * length + 1e-3);
  }
}
