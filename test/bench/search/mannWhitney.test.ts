import { expect, test } from 'vitest';
import { probabilityThatLessIsChance } from './mannWhitney.ts';

test('gives the probabilities of an independent implementation (SciPy 1.17, mannwhitneyu, asymptotic)', () => {
  expect(probabilityThatLessIsChance([1, 2, 3, 4, 5], [3, 5, 7, 9, 11])).toBeCloseTo(0.02927631507841, 12);
  expect(probabilityThatLessIsChance([19, 22, 16, 29, 24], [20, 11, 17, 12])).toBeCloseTo(0.9669037101389, 12);
});

test('says nothing about equal samples', () => {
  expect(probabilityThatLessIsChance([1, 1], [1, 1])).toBe(0.5);
});
