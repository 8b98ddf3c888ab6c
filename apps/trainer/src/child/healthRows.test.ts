import type { MetricRow } from '@seesaw/gan/health/seen';
import { expect, test } from 'vitest';
import { createHealthRows } from './healthRows.ts';

const row = (step: number, evaluated = false): MetricRow => ({
  step,
  values: evaluated ? { 'eval/modes_held': 8 } : { 'train/d_loss': 1 },
});

test('health is judged by every row of a short training, in order', () => {
  const rows = createHealthRows(20);
  for (let step = 1; step < 10; step += 1) rows.add(row(step, step % 5 === 0));
  expect(rows.add(row(10, true)).map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test.each([
  ['in a tenth of its rows', 10],
  ['in every row', 1],
])(
  'a long training with evaluations %s is judged by a bounded, even share of it and the newest row',
  (_, evalEvery) => {
    const rows = createHealthRows(100);
    let judged: readonly MetricRow[] = [];
    for (let step = 1; step <= 10_000; step += 1) {
      judged = rows.add(row(step, step % evalEvery === 0));
      if (judged.length > 101 || judged.at(-1)?.step !== step) throw new Error(`step ${step}: ${judged.length} rows`);
    }
    const evaluated = judged.filter(({ values }) => 'eval/modes_held' in values);
    expect(evaluated.length).toBeGreaterThan(10);
    for (const part of [judged, evaluated]) {
      expect(part.filter(({ step }) => step <= 5_000).length / part.length).toBeCloseTo(0.5, 1);
    }
  },
);
