import { expect, test } from 'vitest';
import type { MappedTrial } from '../trials/mappedTrial.ts';
import { adviceOf, troubleOf } from './advice.ts';

const trial = (number: number, health: string) => ({ number, health }) as MappedTrial;

test('the most common trouble is told by the last trial that has it; of two that are as common, the graver one', () => {
  const trials = [trial(1, 'ok'), trial(2, 'd-wins'), trial(3, 'd-wins'), trial(4, 'collapse'), trial(5, 'unknown')];
  expect(troubleOf(trials)).toEqual({ health: 'd-wins', headline: 'D wins in 2 of 5 trials:', trialNumber: 3 });
  expect(troubleOf([...trials, trial(6, 'collapse')])?.health).toBe('collapse');
  expect(troubleOf([trial(1, 'ok'), trial(2, 'unknown')])).toBeUndefined();
});

test('advice is evidence and action as sentences, with the trial that they are of', () => {
  const told = { number: 7, healthEvidence: 'D is right 98 % of the time', healthAdvice: 'Raise `lr_ratio`!' };
  expect(adviceOf(told)).toBe('D is right 98 % of the time. Raise `lr_ratio`! (trial 0007)');
});
