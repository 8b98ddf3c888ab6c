import { expect, test } from 'vitest';
import { classifierScore } from './classifierScore.ts';
import { classShares } from './classShares.ts';
import reference from './reference/reference.json' with { type: 'json' };

const { probabilities, ...expected } = reference.classes;
const flat = Float32Array.from(probabilities.flat());
const labels = probabilities[0]!.length;

test('classifier score, confidence and shares are those of SciPy and NumPy', () => {
  const { score, confidence } = classifierScore(flat, labels);
  expect(score).toBeCloseTo(expected.score, 5);
  expect(confidence).toBeCloseTo(expected.confidence, 6);
  expect(classShares(flat, labels)).toEqual({ least: expected.least, held: expected.held });
});

test('a class that nobody generates has share 0 and is not held; one of 3 % just is', () => {
  const counts = [97, 3, 0];
  const rows = counts.flatMap((count, label) =>
    Array.from({ length: count }, () => [0, 1, 2].map((y) => (y === label ? 0.8 : 0.1))),
  );
  expect(classShares(Float32Array.from(rows.flat()), 3)).toEqual({ least: 0, held: 2 });
});

test('a probability that is no number makes both NaN', () => {
  const broken = Float32Array.from(flat);
  broken[3] = Number.NaN;
  expect(classShares(broken, labels)).toEqual({ least: Number.NaN, held: Number.NaN });
});
