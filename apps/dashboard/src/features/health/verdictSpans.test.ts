import type { VerdictRow } from '@seesaw/shared/records';
import { expect, test } from 'vitest';
import { verdictSpans } from './verdictSpans.ts';

const said = (step: number, health: VerdictRow['health']): VerdictRow => ({
  ...{ trialId: 1, attempt: 1, at: '', evidence: `e${step}`, advice: '' },
  step,
  health,
});

test('verdicts hold until the next one, the last one until where the training stands', () => {
  const spans = verdictSpans([said(200, 'd-wins'), said(50, 'ok')], 300);
  expect(spans.map(({ from, to, health }) => [from, to, health])).toEqual([
    [0, 50, 'unknown'],
    [50, 200, 'ok'],
    [200, 300, 'd-wins'],
  ]);
});

test('a verdict that is said again after a resume goes on, with its first evidence', () => {
  const spans = verdictSpans([said(0, 'ok'), said(100, 'ok'), said(150, 'stalled')], 150);
  expect(spans.map(({ from, to, health, evidence }) => [from, to, health, evidence])).toEqual([
    [0, 150, 'ok', 'e0'],
    [150, 150, 'stalled', 'e150'],
  ]);
  expect(verdictSpans([], 10)).toEqual([]);
});
