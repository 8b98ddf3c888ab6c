import { expect, test } from 'vitest';
import { scoresInWords } from './scoresInWords.ts';

const written = (scores: readonly number[]) => scores.map(scoresInWords(scores));

test('numbers of a map have the same decimals, as many as tell them apart', () => {
  expect(written([-0.147, 0.0195, -0.451, 0.2179, -0.0008])).toEqual(['−0.15', '0.02', '−0.45', '0.22', '0.00']);
  expect(written([90.8, 222, 179.2])).toEqual(['91', '222', '179']);
  expect(written([5.25, 5.5, 5.31])).toEqual(['5.25', '5.50', '5.31']);
});

test('over decades, alone, or without a number, each is written for itself', () => {
  expect(written([0.0012, 3, 800])).toEqual(['0.00120', '3.00', '800']);
  expect(written([7.125])).toEqual(['7.13']);
  expect(scoresInWords([1, 2])(null)).toBe('–');
  expect(scoresInWords([])(Number.NaN)).toBe('NaN');
});
