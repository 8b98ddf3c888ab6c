import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  defaultColumns,
  dropped,
  moved,
  narrowest,
  printLayout,
  readLayout,
  type TableLayout,
  widest,
} from './tableLayout.ts';

const sweep = {
  metric: { name: 'eval/score', goal: 'minimize' },
  metrics: [
    { name: 'eval/score', goal: 'minimize' },
    { name: 'eval/modes', goal: 'maximize' },
  ],
  space: [
    { name: 'lr_d', dimension: { kind: 'float', min: 1, max: 2, scale: 'log' } },
    { name: 'loss', dimension: { kind: 'constant', value: 'hinge' } },
  ],
} as unknown as ResolvedSweep;

const usual = ['health', 'state', 'score', 'metric.eval/modes', 'point.lr_d', 'attempt', 'step'];

test('without a choice the table has health, state, objectives, what varies, attempt and step', () => {
  expect(defaultColumns(sweep)).toEqual(usual);
  expect(readLayout({}, sweep)).toEqual({ columns: usual, pinned: [], widths: {} });
  expect(printLayout({ columns: usual, pinned: [], widths: {} }, sweep)).toEqual({
    cols: undefined,
    pin: undefined,
    w: undefined,
  });
});

test('a formula gets no verdict, and no column for it', () => {
  expect(defaultColumns({ ...sweep, dataset: 'none' })).toEqual(usual.slice(1));
});

const id = fc.oneof(
  fc.constantFrom('state', 'score', 'point.lr_d'),
  fc.string({ minLength: 1 }).map((name) => `mean.${name}`),
);

test('a layout reads back from the address as it was set, whatever metrics are called', () => {
  const layout = fc.uniqueArray(id, { maxLength: 8 }).chain((columns) =>
    fc.record({
      columns: fc.constant(columns),
      pinned: fc.subarray(columns),
      widths: fc.dictionary(id, fc.integer({ min: narrowest, max: widest })),
    }),
  );
  fc.assert(
    fc.property(layout, (one: TableLayout) => {
      const plain = { ...one, widths: { ...one.widths } };
      expect(readLayout(printLayout(one, sweep), sweep)).toEqual(plain);
    }),
  );
});

test('what is no column, a repeat, a pin of a hidden column or a width out of range is left out', () => {
  expect(readLayout({ cols: 'score,nope,score,number', pin: 'score,state', w: 'score:2,state:90,x' }, sweep)).toEqual({
    columns: ['score'],
    pinned: ['score'],
    widths: { state: 90 },
  });
});

test('a column moves one place, and not beyond the ends', () => {
  expect(moved(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b'], 'a', -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 'x', 1)).toEqual(['a', 'b']);
});

test.each([
  [{ id: 'd', to: 'b', side: 'before' }, 'a,d,b,c', ''],
  [{ id: 'a', to: 'c', side: 'behind' }, 'b,c,a,d', ''],
  [{ id: 'c', to: 'number', side: 'behind' }, 'c,a,b,d', ''],
  [{ id: 'b', to: 'b', side: 'before' }, 'a,b,c,d', ''],
  [{ id: 'b', to: 'nowhere', side: 'before' }, 'a,b,c,d', ''],
  [{ id: 'nothing', to: 'b', side: 'before' }, 'a,b,c,d', ''],
] as const)('dragged %o', (drop, columns, pinned) => {
  const after = dropped({ columns: ['a', 'b', 'c', 'd'], pinned: [], widths: {} }, drop);
  expect([after.columns.join(), after.pinned.join()]).toEqual([columns, pinned]);
});

test('a column that is dragged among those that stay in view stays in view, and one that is dragged out does not', () => {
  const layout = { columns: ['a', 'b', 'c'], pinned: ['b'], widths: {} };
  expect(dropped(layout, { id: 'c', to: 'b', side: 'before' }).pinned).toEqual(['c', 'b']);
  expect(dropped(layout, { id: 'b', to: 'c', side: 'behind' })).toEqual({ columns: ['a', 'c', 'b'], pinned: [] });
});
