import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { fromWords, inWords, parts, startLedger } from './ledger.ts';

test('work is timed, and a promise until it is settled, also where it fails', async () => {
  const ledger = startLedger(() => 0);
  expect(ledger.time('reports', () => 7)).toBe(7);
  expect(await ledger.time('checkpoints', () => setTimeout(20, 'written'))).toBe('written');
  const failing = ledger.time('samples', async () => {
    await setTimeout(20);
    throw new Error('The disk is full.');
  });
  await expect(failing).rejects.toThrow('The disk is full.');
  ledger.add('steps', 3);
  ledger.add('steps', 4);
  const spent = ledger.spent();
  expect(spent.steps).toBe(7);
  expect(spent.checkpoints).toBeGreaterThan(10);
  expect(spent.samples).toBeGreaterThan(10);
  expect(spent.evaluations).toBe(0);
  expect(spent.total).toBeGreaterThan(spent.checkpoints + spent.samples - 1);
});

test('what compiling takes is of no other part', () => {
  let compiled = 5;
  const ledger = startLedger(() => compiled);
  const work = () => {
    const until = performance.now() + 20;
    while (performance.now() < until);
    compiled += 15;
  };
  ledger.time('reports', work);
  const { compiling, reports, total } = ledger.spent();
  expect(compiling).toBe(15);
  expect(total).toBeGreaterThanOrEqual(20);
  expect(reports).toBeLessThanOrEqual(total - 15);
});

test('what the log says can be read back', () => {
  const spent = {
    total: 7010,
    compiling: 340,
    steps: 5280,
    reports: 160,
    evaluations: 200,
    diagnostics: 90,
    samples: 310,
    checkpoints: 130,
  };
  const words = inWords(spent);
  expect(words).toBe(
    'Where the time went: 7.01 s, of it compiling 0.34, steps 5.28, reports 0.16, evaluations 0.20, diagnostics 0.09, samples 0.31, checkpoints 0.13.',
  );
  expect(fromWords(words)).toEqual(spent);
  expect(Object.keys(fromWords(words)!)).toEqual(['total', ...parts]);
  expect(fromWords('Completed 6000 steps.')).toBeUndefined();
});
