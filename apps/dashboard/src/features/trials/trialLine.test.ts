import { expect, test } from 'vitest';
import { groupLinesOf, linesOf, numbersOf } from './trialLine.ts';

test('a row has its cells by column, and stands for one trial', () => {
  const [line] = linesOf({ columns: ['number', 'id', 'mean.a'], rows: [[3, 9, 0.5]], nextCursor: null, total: 1 });
  expect(line).toEqual({ kind: 'trial', id: 9, number: 3, cells: { number: 3, id: 9, 'mean.a': 0.5 } });
  expect(line && numbersOf(line)).toEqual([3]);
});

test('a group has statistics of its columns and the one value of what it is grouped by', () => {
  const score = { n: 2, mean: 1.5, deviation: 0.5, interval: 4.5 };
  const lines = groupLinesOf({
    by: ['point.lr_d', 'point.loss', 'point.gp'],
    columns: ['score'],
    groups: [{ key: [0.1, 'hinge', null], numbers: [1, 4], values: [score] }],
    nextCursor: null,
    total: 1,
    trials: 2,
  });
  expect(lines).toEqual([
    {
      kind: 'group',
      id: '[0.1,"hinge",null]',
      key: [0.1, 'hinge', null],
      numbers: [1, 4],
      values: {
        score,
        'point.lr_d': { n: 2, mean: 0.1, deviation: 0, interval: 0 },
        'point.loss': { n: 2, common: 'hinge', kinds: 1 },
        'point.gp': null,
      },
    },
  ]);
  expect(lines[0] && numbersOf(lines[0])).toEqual([1, 4]);
});
