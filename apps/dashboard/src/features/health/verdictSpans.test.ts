import type { TrialRow, VerdictRow } from '@seesaw/shared/records';
import { expect, test } from 'vitest';
import { verdictSpans } from './verdictSpans.ts';

const said = (step: number, health: VerdictRow['health']): VerdictRow => ({
  ...{ trialId: 1, attempt: 1, at: '', evidence: `e${step}`, advice: '' },
  step,
  health,
});

const standing = (step: number, health: TrialRow['health'], healthEvidence = '') => ({
  ...{ step, health, healthEvidence, healthAdvice: '' },
});

test('verdicts hold until the next one, the last one until where the training stands', () => {
  const spans = verdictSpans([said(200, 'd-wins'), said(50, 'ok')], standing(300, 'd-wins'));
  expect(spans.map(({ from, to, health }) => [from, to, health])).toEqual([
    [0, 50, 'unknown'],
    [50, 200, 'ok'],
    [200, 300, 'd-wins'],
  ]);
});

test('a verdict that is said again after a resume goes on, with its first evidence', () => {
  const spans = verdictSpans([said(0, 'ok'), said(100, 'ok'), said(150, 'stalled')], standing(150, 'stalled'));
  expect(spans.map(({ from, to, health, evidence }) => [from, to, health, evidence])).toEqual([
    [0, 150, 'ok', 'e0'],
    [150, 150, 'stalled', 'e150'],
  ]);
  expect(verdictSpans([], standing(10, 'unknown'))).toEqual([]);
});

test('the verdict that holds is told with what was seen last, those before with what raised them', () => {
  const verdicts = [said(50, 'ok'), said(200, 'd-wins')];
  const evidenceOf = (trial: ReturnType<typeof standing>) =>
    verdictSpans(verdicts, trial).map(({ evidence }) => evidence);
  expect(evidenceOf(standing(300, 'd-wins', 'e300'))).toEqual(['too few steps to judge', 'e50', 'e300']);
  // The row is newer than the list of verdicts.
  expect(evidenceOf(standing(300, 'ok', 'e300'))).toEqual(['too few steps to judge', 'e50', 'e200']);
});
