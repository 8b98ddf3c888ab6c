import type { WorkerRow } from '@seesaw/shared/records';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type { Store } from '@seesaw/store/storePort';
import type { TimeOnSlots } from '@seesaw/store/trials/timesOnSlots';
import { expect, test } from 'vitest';
import { testSweep } from '../testing/testSweep.ts';
import { estimateDuration } from './estimateDuration.ts';

/** Of a sweep of four trials of 100 steps, two at once. */
function estimate(times: TimeOnSlots[], changes: Partial<ResolvedSweep> = {}, slots = 2) {
  const worker = { pool: 'default', state: 'alive', slots: Array.from({ length: slots }) } as WorkerRow;
  const store = {
    trials: { timesOnSlots: async () => times },
    workers: { list: async () => [worker] },
  } as unknown as Store;
  return estimateDuration({ ...testSweep, ...changes }, store);
}

const took = (slotMs: number, pack = 1): TimeOnSlots => ({ step: 50, slotMs, pack });

test('the median time that completed trials spent on slots counts, in as many rounds as there are places', async () => {
  expect(await estimate([took(5_000), took(90_000), took(10_000)])).toEqual({
    seconds: 40,
    slotHours: 80 / 3600,
    basis: '5.0 steps/s with start-up and evaluations, the median of 3 earlier ring-mlp trials; 2 at once',
  });
  expect(await estimate([took(10_000)], {}, 1)).toMatchObject({ seconds: 80 });
  expect(await estimate([])).toBeNull();
});

test('trials in lanes take as long as earlier ones did in as many lanes', async () => {
  const times = [took(10_000, 4), took(1_000), took(2_000, 8)];
  const six = { plannedTrials: 6, concurrency: 6, pack: 4 };
  expect(await estimate(times, six)).toMatchObject({ seconds: 20, slotHours: 40 / 3600 });
  expect((await estimate(times, six))?.basis).toContain('; 2 packs at once');
  const oneSlot = await estimate(times, six, 1);
  expect(oneSlot?.seconds).toBe(40);
  expect(oneSlot?.basis).toContain('; 1 pack at once');
});

test('where none had as many lanes the estimate is too long rather than too short', async () => {
  const four = { concurrency: 4, pack: 4 };
  expect(await estimate([took(1_000)], four)).toMatchObject({ seconds: 8 });
  expect(await estimate([took(4_000, 2)], four)).toMatchObject({ seconds: 16 });
  expect(await estimate([took(4_000, 4)])).toMatchObject({ seconds: 16 });
});
