import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assessHealth } from './assessHealth.ts';
import { remember, rememberToo } from './remember.ts';
import { type MetricRow, type SeenRow, seenRow } from './seen.ts';

const windowSteps = 200;

/** What is left of a history that was cut back with every row, as it grew. */
const grown = (rows: Iterable<MetricRow>) => {
  let kept: readonly SeenRow[] = [];
  for (const row of rows) kept = rememberToo(kept, seenRow(row), windowSteps);
  return kept;
};

test('of a long run with a report at every step a bounded number of rows is left, of its first and of its newest windows', () => {
  const rows = grown(
    Array.from({ length: 3000 }, (_, i) => ({
      step: i + 1,
      values: { 'balance/d_gap': 0, ...(i % 3 === 0 && { 'eval/score': 1 + (i % 7) }) },
    })),
  );
  expect(rows.length).toBeLessThan(250);
  expect(rows[0]?.step).toBe(1);
  expect(rows.filter(({ step }) => step > 2800).length).toBeGreaterThan(25);
  expect(rows.filter(({ step }) => step > 201 && step < 1900)).toEqual([]);
});

test('the first evaluation, the best one and those that reached most stay, however long ago they were', () => {
  const evaluations: readonly [number, Record<string, number>][] = [
    [3000, { 'eval/score': 3, 'eval/modes_held': 1 }],
    [3500, { 'eval/score': 0.5, 'eval/modes_held': 6 }],
    [4000, { 'eval/score': 0.9, 'eval/modes_held': 8, 'eval/coverage': 0.4 }],
  ];
  const later = Array.from(
    { length: 800 },
    (_, i) => [5000 + 25 * i, { 'eval/score': 2, 'eval/modes_held': 2 }] as const,
  );
  const rows = grown([...evaluations, ...later].map(([step, values]) => ({ step, values })));
  expect(rows.slice(0, 3).map(({ step }) => step)).toEqual([3000, 3500, 4000]);
  expect(rows.length).toBeLessThan(100);
});

test('rules say of what is left what they say of the whole history', () => {
  const value = fc.double({ min: 0.01, max: 4, noNaN: true });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const report = fc.record({
    'balance/real_score': value,
    'balance/fake_score': value,
    'balance/d_gap': share,
    'balance/d_acc_real': share,
    'balance/d_acc_fake': share,
    'balance/grad_norm_d': value,
    'balance/grad_norm_g': value,
    'balance/update_ratio_d': fc.double({ min: 0, max: 1e-4, noNaN: true }),
    'balance/update_ratio_g': fc.double({ min: 0, max: 1e-4, noNaN: true }),
  });
  const evaluated = fc.record({
    'eval/score': value,
    'eval/swd': value,
    'eval/modes_held': fc.integer({ min: 0, max: 8 }),
    'eval/hq_share': share,
    'eval/duplicates': share,
  });
  /** A phase of a training: much the same for a while, so that rules have something to say. */
  const phase = fc.tuple(report, evaluated, fc.integer({ min: 4, max: 60 }));
  fc.assert(
    fc.property(
      fc.array(phase, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 12 }),
      (phases, evalEvery) => {
        const values = phases.flatMap(([a, b, count]) =>
          Array.from({ length: count }, (_, i) => (i % evalEvery === 0 ? { ...a, ...b } : a)),
        );
        const rows = values.map((one, i) => ({ step: 25 * (i + 1), values: one }));
        const all = rows.map((row) => seenRow(row));
        expect(assessHealth(grown(rows), windowSteps)).toEqual(assessHealth(all, windowSteps));
      },
    ),
    { numRuns: 60 },
  );
});

test('row by row the same is left as when all that was left is looked at each time', () => {
  const value = fc.integer({ min: 0, max: 9 });
  const row = fc.record(
    {
      'balance/d_gap': value,
      'eval/score': value,
      'eval/swd': value,
      'eval/modes_held': value,
      'eval/coverage': value,
      'eval/duplicates': value,
    },
    { requiredKeys: ['balance/d_gap'] },
  );
  const reports = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.boolean(), row), { maxLength: 400 });
  fc.assert(
    fc.property(reports, (given) => {
      let step = 0;
      let kept: readonly SeenRow[] = [];
      for (const [gap, evaluated, all] of given) {
        step += gap;
        const values = evaluated ? all : { 'balance/d_gap': all['balance/d_gap'] };
        const seen = seenRow({ step, values });
        const wanted = remember([...kept, seen], windowSteps);
        kept = rememberToo(kept, seen, windowSteps);
        expect(kept.map((one) => one.step)).toEqual(wanted.map((one) => one.step));
      }
    }),
    { numRuns: 40 },
  );
});
