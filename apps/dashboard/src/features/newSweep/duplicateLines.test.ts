import { expect, it } from 'vitest';
import { duplicateLines } from './duplicateLines.ts';

it('tells repeated trials of the sweep from those that another sweep has trained', () => {
  const as = { sweepId: 's', sweepName: 'before', number: 4, state: 'completed' as const, score: 0.25 };
  expect(duplicateLines({ checked: 10, within: [{ number: 3, sameAs: 1 }], finished: [{ number: 2, as }] })).toEqual([
    'Trial 3 equals trial 1.',
    'Trial 2 was trained already: trial 4 of before (completed, score 0.250).',
  ]);
  expect(duplicateLines(null)).toEqual([]);
});
