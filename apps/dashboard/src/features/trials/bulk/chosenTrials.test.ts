import { expect, test } from 'vitest';
import { chosenTrials } from './chosenTrials.ts';

const listing = { sort: 'score', order: 'asc' as const, states: ['failed', 'odd'], filter: 'x > 1' };

test('a command is about the selected trials, or about the condition of the table as it is', () => {
  expect(chosenTrials(new Set([9, 2]), { isAll: false, listing })).toEqual({ numbers: [2, 9] });
  expect(chosenTrials(new Set([9]), { isAll: true, listing })).toEqual({
    where: { filter: 'x > 1', state: ['failed'] },
  });
  expect(chosenTrials(new Set(), { isAll: true, listing: { ...listing, filter: '', states: [] } })).toEqual({
    where: {},
  });
});
