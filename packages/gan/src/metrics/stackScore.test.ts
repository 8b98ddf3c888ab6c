import { expect, test } from 'vitest';
import reference from './reference/reference.json' with { type: 'json' };
import { stackScore } from './stackScore.ts';

/** Items of two planes with three labels each, as the numbers of their most likely labels. */
const shown = (...items: [number, number][]) =>
  Float32Array.from(items.flatMap((item) => item.flatMap((label) => [0, 1, 2].map((y) => (y === label ? 0.8 : 0.1)))));

test('combinations are counted, not labels: swapped planes are two modes', () => {
  const score = stackScore(shown([0, 1], [1, 0], [1, 0], [0, 1]), 2, 3);
  expect(score.modes).toBe(2);
  expect(score.reverseKl).toBeCloseTo(Math.log(9 / 2), 6);
});

test('all combinations equally often have no divergence, and one alone has ln 9', () => {
  const all = [0, 1, 2].flatMap((a) => [0, 1, 2].map((b): [number, number] => [a, b]));
  expect(stackScore(shown(...all), 2, 3)).toEqual({ modes: 9, reverseKl: expect.closeTo(0, 6) });
  expect(stackScore(shown([2, 2]), 2, 3)).toEqual({ modes: 1, reverseKl: expect.closeTo(Math.log(9), 6) });
});

test('combinations and their divergence are those of NumPy and SciPy', () => {
  const { shape, probabilities, modes, reverseKl } = reference.stacks;
  const found = stackScore(Float32Array.from(probabilities), shape[1]!, shape[2]!);
  expect(found.modes).toBe(modes);
  expect(found.reverseKl).toBeCloseTo(reverseKl, 10);
});

test('an item with NaN shows nothing', () => {
  expect(stackScore(shown([0, 0]).fill(Number.NaN, 4, 5), 2, 3)).toEqual({ modes: 0 });
});
