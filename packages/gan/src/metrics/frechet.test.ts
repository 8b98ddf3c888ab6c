import { expect, test } from 'vitest';
import { CounterStream } from '../random/counterStream.ts';
import { classifierScore } from './classifierScore.ts';
import { frechetDistance, gaussianOf, gaussianWith } from './frechet.ts';
import { symmetricEigen } from './symmetricEigen.ts';

const diagonal = (values: number[]) =>
  Float64Array.from({ length: values.length ** 2 }, (_, i) =>
    i % (values.length + 1) === 0 ? values[i / (values.length + 1)]! : 0,
  );

test('commuting covariances have the closed form ‖Δμ‖² + Σ(σ₁ − σ₂)²', () => {
  const a = gaussianWith(Float64Array.of(1, 2, 3), diagonal([4, 9, 0]));
  const b = gaussianWith(Float64Array.of(1, 0, 3), diagonal([1, 16, 25]));
  expect(frechetDistance(a, b)).toBeCloseTo(4 + 1 + 1 + 25, 8);
});

test('covariances that do not commute: two dimensions, tr √(Σ₁Σ₂) = √(tr Σ₁Σ₂ + 2√det Σ₁Σ₂)', () => {
  const a = gaussianWith(new Float64Array(2), Float64Array.of(2, 1, 1, 3));
  const b = gaussianWith(new Float64Array(2), Float64Array.of(5, -2, -2, 1));
  // tr(Σ₁Σ₂) = 2·5 + 1·(−2) + 1·(−2) + 3·1 = 9; det Σ₁ = 5, det Σ₂ = 1.
  const root = Math.sqrt(9 + 2 * Math.sqrt(5));
  expect(frechetDistance(a, b)).toBeCloseTo(2 + 3 + 5 + 1 - 2 * root, 8);
  expect(frechetDistance(b, a)).toBeCloseTo(frechetDistance(a, b), 8);
});

test('a set has distance 0 to itself, also where features are constant, and NaN spreads', () => {
  const stream = new CounterStream({ seed: 1, purpose: 'ring-noise', step: 0 });
  const features = Float32Array.from({ length: 300 * 64 }, (_, i) => (i % 64 < 5 ? 0 : stream.normal()));
  const set = gaussianOf(features, 64);
  expect(frechetDistance(set, set)).toBeLessThan(1e-6);
  features[7] = Number.NaN;
  expect(frechetDistance(gaussianOf(features, 64), set)).toBeNaN();
});

test('eigenvectors rebuild the matrix', () => {
  const n = 12;
  const stream = new CounterStream({ seed: 2, purpose: 'ring-noise', step: 0 });
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = stream.normal();
  const { values, vectors } = symmetricEigen(matrix, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const rebuilt = values.reduce((sum, value, k) => sum + value * vectors[i * n + k]! * vectors[j * n + k]!, 0);
      expect(rebuilt).toBeCloseTo(matrix[i * n + j]!, 10);
    }
  }
});

test('sharp and varied labels score as many as there are, one label for all scores 1', () => {
  const varied = new Float32Array(100).fill(0).map((_, i) => (i % 10 === Math.floor(i / 10) ? 1 : 0));
  expect(classifierScore(varied, 10)).toEqual({ score: expect.closeTo(10, 4), confidence: expect.closeTo(1, 5) });
  const single = new Float32Array(100).map((_, i) => (i % 10 === 3 ? 1 : 0));
  expect(classifierScore(single, 10).score).toBeCloseTo(1, 5);
  expect(classifierScore(new Float32Array(10).fill(Number.NaN), 10).score).toBeNaN();
});
