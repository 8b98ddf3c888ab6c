import { memory } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { CounterStream } from '../random/counterStream.ts';
import { dotProducts } from './dotProducts.ts';
import { compareFeatures, type FeatureMetrics, featureSet } from './featureSet.ts';
import { neighbourCount } from './neighbours.ts';
import reference from './reference/reference.json' with { type: 'json' };
import { directionsOf, slicedWasserstein, slicesOf } from './slicedWasserstein.ts';

await testBackend();

const size = 6;

describe.each(Object.entries(reference.features))('reference values, %s', (_name, expected) => {
  const width = expected.real[0]!.length;
  const [real, generated, directions] = [expected.real, expected.generated, expected.directions].map((rows) =>
    Float32Array.from(rows.flat()),
  ) as [Float32Array, Float32Array, Float32Array];

  test('Fréchet distance, KID and what neighbours tell are those of SciPy, scikit-learn and the authors of PRDC', () => {
    const found = compareFeatures(featureSet(real, width), featureSet(generated, width));
    expect(found.frechet).toBeCloseTo(expected.frechet, 6);
    expect(found.kid).toBeCloseTo(expected.kid, 6);
    for (const name of ['precision', 'recall', 'density', 'coverage'] as const) {
      expect(found[name], name).toBeCloseTo(expected[name], 10);
    }
  });

  test('the sliced Wasserstein distance is the mean of those of SciPy along the same directions', () => {
    const slices = (values: Float32Array) => slicesOf(values, directions, width);
    expect(slicedWasserstein(slices(real), slices(generated))).toBeCloseTo(expected.swd, 6);
  });
});

test('a set beside itself: distances 0, everybody at home, and KID says −2/n · (k of a point with itself − mean k of others)', () => {
  const values = wholeNumbers(50, 1);
  const { frechet, kid, ...rest } = compareFeatures(featureSet(values, size), featureSet(values, size));
  expect(rest).toEqual({ precision: 1, recall: 1, density: 1, coverage: 1, swd: 0 });
  expect(frechet).toBeCloseTo(0, 6);
  const k = Array.from(dotProducts(values, values, size), (dot) => (dot / size + 1) ** 3);
  const itself = mean(k.filter((_, i) => i % 51 === 0));
  const others = mean(k.filter((_, i) => i % 51 !== 0));
  expect(kid).toBeCloseTo((2 / 50) * (others - itself), 6);
});

test('two draws of one distribution: density 1, coverage 1 − Π (n − i) / (2n − i), and no distance that chance would not give', () => {
  const n = 500;
  const found = compareFeatures(featureSet(normals(n, 1), size), featureSet(normals(n, 2), size));
  const missed = Array.from({ length: neighbourCount }, (_, i) => (n - 1 - i) / (2 * n - 1 - i));
  expect(found.coverage).toBeCloseTo(1 - missed.reduce((a, b) => a * b, 1), 1);
  expect(found.density).toBeCloseTo(1, 0);
  expect(Math.abs(found.kid)).toBeLessThan(0.05);
  expect(found.swd).toBeLessThan(0.1);
  expect(found.frechet).toBeLessThan(0.2);
});

test('a generator that stays in one half of the data has precision, but recall and coverage show the other half', () => {
  const real = normals(400, 3);
  const half = Float32Array.from(normals(400, 4), (value, i) => (i % size === 0 ? Math.abs(value) + 0.5 : value));
  const found = compareFeatures(featureSet(real, size), featureSet(half, size));
  expect(found.precision).toBeGreaterThan(0.8);
  expect(found.recall).toBeLessThan(0.75);
  expect(found.coverage).toBeLessThan(0.7);
});

test('a set moved far away shares nothing, and sliced Wasserstein is the mean way along the directions', () => {
  const real = normals(30, 5);
  const moved = real.map((value, i) => value + (i % size === 2 ? 100 : 0));
  const found = compareFeatures(featureSet(real, size), featureSet(moved, size));
  expect(found).toMatchObject({ precision: 0, recall: 0, density: 0, coverage: 0 });
  const along = directionsOf(size).filter((_, i) => i % size === 2);
  expect(found.swd).toBeCloseTo(100 * mean(Array.from(along, Math.abs)), 3);
  expect(found.frechet).toBeCloseTo(100 ** 2, 1);
});

test('the order of samples changes no metric', () => {
  const [real, generated] = [normals(40, 6), normals(30, 7)];
  const plain = compareFeatures(featureSet(real, size), featureSet(generated, size));
  fc.assert(
    fc.property(shuffled(real), shuffled(generated), (one, other) => {
      close(compareFeatures(featureSet(one, size), featureSet(other, size)), plain);
    }),
    { numRuns: 10 },
  );
});

test('without k + 1 samples there are no neighbours to tell of: NaN, and the distances stay', () => {
  const few = featureSet(normals(neighbourCount, 8), size);
  const many = featureSet(normals(20, 9), size);
  for (const [real, generated] of [
    [few, many],
    [many, few],
  ] as const) {
    const { frechet, kid, swd, ...neighbours } = compareFeatures(real, generated);
    expect(neighbours).toEqual({
      precision: Number.NaN,
      recall: Number.NaN,
      density: Number.NaN,
      coverage: Number.NaN,
    });
    expect([frechet, kid, swd].every(Number.isFinite)).toBe(true);
  }
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e30])(
  'one feature of %s makes every metric NaN, never a good one',
  (bad) => {
    const values = normals(20, 10);
    const broken = Float32Array.from(values);
    broken[7] = bad;
    const [good, other] = [featureSet(values, size), featureSet(broken, size)];
    for (const found of [compareFeatures(good, other), compareFeatures(other, good)]) {
      expect(Object.values(found)).toEqual(new Array(7).fill(Number.NaN));
    }
  },
);

test('a generator that shows one image only covers next to nothing', () => {
  const real = normals(100, 11);
  const same = Float32Array.from({ length: 100 * size }, (_, i) => real[i % size]!);
  const found = compareFeatures(featureSet(real, size), featureSet(same, size));
  expect(found.precision).toBe(1);
  expect(found.recall).toBe(0);
  expect(found.coverage).toBeLessThan(0.3);
});

test('of a large set 1,000 evenly spaced members are compared in pairs, and no tensor stays', () => {
  const before = memory().numTensors;
  const values = Float32Array.from({ length: 2 * 5001 }, (_, i) => i >> 1);
  const set = featureSet(values, 2);
  expect(set.count).toBe(1000);
  expect(set.values.slice(0, 8)).toEqual(Float32Array.of(0, 0, 5, 5, 10, 10, 15, 15));
  expect(set.gaussian.mean[0]).toBeCloseTo(2500, 6);
  expect(memory().numTensors).toBe(before);
});

function normals(count: number, step: number): Float32Array {
  const stream = new CounterStream({ seed: 3, purpose: 'ring-noise', step });
  return Float32Array.from({ length: count * size }, () => stream.normal());
}

/** Products of whole numbers are exact in float32. */
function wholeNumbers(count: number, step: number): Float32Array {
  return normals(count, step).map((value) => Math.round(10 * value));
}

function shuffled(values: Float32Array): fc.Arbitrary<Float32Array> {
  const rows = Array.from({ length: values.length / size }, (_, i) => values.subarray(i * size, (i + 1) * size));
  return fc
    .shuffledSubarray(rows, { minLength: rows.length })
    .map((order) => Float32Array.from(order.flatMap((row) => [...row])));
}

function close(found: FeatureMetrics, wanted: FeatureMetrics): void {
  for (const [name, value] of Object.entries(wanted)) {
    expect(found[name as keyof FeatureMetrics], name).toBeCloseTo(value, 5);
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
