import { expect, test } from 'vitest';
import { withSteps } from './withSteps.ts';

const steps = new Map([[7, 450]]);

test('a newer step is written into tables of columns, pages of them, and whole rows', () => {
  const table = {
    columns: ['number', 'step', 'id', 'maxStep'],
    rows: [
      [1, 400, 7, 500],
      [2, 10, 8, 10],
    ],
    nextCursor: null,
    total: 2,
  };
  const moved = { ...table, rows: [[1, 450, 7, 500], table.rows[1]] };
  expect(withSteps(table, steps)).toEqual(moved);
  expect(withSteps({ pages: [table], pageParams: [''] }, steps)).toEqual({ pages: [moved], pageParams: [''] });
  const row = { id: 7, step: 400, maxStep: 400 };
  expect(withSteps({ items: [row], nextCursor: null, total: 1 }, steps)).toMatchObject({
    items: [{ id: 7, step: 450, maxStep: 450 }],
  });
});

test('an answer without these trials keeps its identity, and what has no steps is left alone', () => {
  const table = { columns: ['id', 'step', 'maxStep'], rows: [[8, 1, 1]], nextCursor: null, total: 1 };
  const pages = { pages: [table], pageParams: [''] };
  const points = { items: [{ number: 1 }] };
  for (const data of [table, pages, points, undefined, { id: 7, step: 1 }]) expect(withSteps(data, steps)).toBe(data);
});
