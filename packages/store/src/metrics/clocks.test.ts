import { trialClocksSchema } from '@seesaw/shared/queries';
import { expect, test } from 'vitest';
import { runningTrial } from '../testing/exampleSweep.ts';
import { store } from '../testing/testStore.ts';

test('a clock tells at which time a trial was where, the last moment before each resume among them', async () => {
  const { sweepId, trialId, attempt } = await runningTrial(store);
  const append = (segment: number, from: number, to: number, startMs: number) =>
    store.metrics.append({
      trialId,
      attempt: segment,
      points: Array.from({ length: to - from }, (_, index) => ({
        metric: 'm',
        step: from + index,
        value: index,
        at: startMs + 10 * index,
      })),
    });
  await append(attempt, 0, 60, 1_000_000);
  await store.segments.finish({ trialId, attempt, state: 'cancelled', step: 59, message: 'cancelled' });
  const { selectionId } = await store.sweeps.saveSelection({ sweepId, numbers: [1] });
  const command = { kind: 'retry', from: 'checkpoint', selectionId } as const;
  await store.sweeps.applyCommand({ sweepId, command, commandId: `${trialId}` });
  await store.segments.start({ trialId, workerId: 'w', host: 'h', slot: 3, lane: 1 });
  await store.segments.truncate({ trialId, attempt: attempt + 1, fromStep: 59 });
  await append(attempt + 1, 60, 200, 9_000_000);

  const { items } = await store.metrics.clocks({ trialIds: [trialId], knots: 2 });
  expect(trialClocksSchema.parse({ items })).toEqual({ items });
  const [clock] = items;
  expect(clock?.samplesPerStep).toBe(64);
  expect(
    clock?.attempts.map(({ attempt: one, fromStep, workerId, slot, lane, outcome }) => [
      one,
      fromStep,
      workerId,
      slot,
      lane,
      outcome,
    ]),
  ).toEqual([
    [1, 0, 'worker-1', 0, null, 'cancelled'],
    [2, 59, 'w', 3, 1, null],
  ]);
  const at = new Map(clock?.steps.map((step, index) => [step, clock.at[index]]));
  expect([...at]).toEqual([
    [0, 1_000_000],
    [59, 1_000_590],
    [99, 9_000_390],
    [199, 9_001_390],
  ]);

  const alone = await store.metrics.clocks({ trialIds: [trialId], knots: 0 });
  expect(alone.items[0]?.steps).toEqual([]);
  expect(alone.items[0]?.attempts).toHaveLength(2);
});
