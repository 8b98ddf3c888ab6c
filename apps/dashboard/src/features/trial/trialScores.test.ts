import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { expect, test } from 'vitest';
import { scoresOf } from './trialScores.ts';

const metric = { name: 'eval/fid', goal: 'minimize' };
const sweepOf = (definition: object) => ({ definition }) as unknown as SweepRow;
const trial = { score: 12, metrics: { 'eval/fid': { last: 12 }, 'eval/recall': { last: 0.5 } } } as unknown as TrialRow;

test('a trial tells what it reached in every objective of its sweep', () => {
  const several = sweepOf({ metric, metrics: [metric, { name: 'eval/recall', goal: 'maximize' }] });
  expect(scoresOf(trial, several)).toEqual([
    { name: 'eval/fid', value: 12 },
    { name: 'eval/recall', value: 0.5 },
  ]);
  expect(scoresOf({ ...trial, metrics: {} }, several).map(({ value }) => value)).toEqual([null, null]);
});

test('of the only objective it tells its score, also while the sweep is not known yet', () => {
  expect(scoresOf(trial, sweepOf({ metric }))).toEqual([{ name: 'eval/fid', value: 12 }]);
  expect(scoresOf(trial, undefined)).toEqual([{ name: 'score', value: 12 }]);
});
