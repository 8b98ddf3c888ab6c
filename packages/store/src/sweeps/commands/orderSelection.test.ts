import { trialListQuerySchema } from '@seesaw/shared/queries';
import { trialOrders } from '@seesaw/shared/selection';
import { expect, test } from 'vitest';
import { begin, newTrials, reportScore } from '../../testing/exampleSweep.ts';
import { command, store } from '../../testing/testStore.ts';

/** Trials 1 to 6: running, completed, never begun, begun but idle, never begun, diverged. */
async function mixedSweep() {
  const { sweepId, trials } = await newTrials(store, 6);
  const start = async (index: number) => {
    const { trialId } = trials[index]!;
    return { trialId, attempt: (await begin(store, trialId)).attempt };
  };
  await start(0);
  for (const [index, state] of [
    [1, 'completed'],
    [5, 'diverged'],
  ] as const) {
    const segment = await start(index);
    await reportScore(store, segment);
    await store.segments.finish({ ...segment, state, step: 100, message: 'over' });
  }
  const { trialId } = await start(3);
  await store.trials.release({ trialId, code: 'trainer-lost', message: 'gone' });
  return sweepId;
}

async function states(sweepId: string) {
  const { items } = await store.trials.list(trialListQuerySchema.parse({ sweepId }));
  return items.map(({ state }) => state);
}

test('one order to many trials does what it can to each, and the report says of every one what and why', async () => {
  const sweepId = await mixedSweep();
  const { selectionId, missing } = await store.sweeps.saveSelection({ sweepId, where: { filter: 'number <= 4' } });
  expect(missing).toEqual([]);
  expect(await store.sweeps.selection({ sweepId, selectionId })).toMatchObject({ count: 4, report: null });
  const answer = await command(sweepId, { kind: 'order-trials', order: 'stop', selectionId });
  expect(answer).toMatchObject({ trials: 1, selectionId, state: 'running' });
  expect(answer.message).toMatch(/^1 trial of 4 stopped early: .*; 1 had ended already; 2 refused/);
  expect((await store.sweeps.selection({ sweepId, selectionId })).report).toEqual([
    { outcome: 'done', words: expect.stringContaining('writes a checkpoint'), numbers: [1] },
    { outcome: 'already', words: 'is completed already', numbers: [2] },
    { outcome: 'refused', words: 'is pending, not running', hint: 'skip it', numbers: [3] },
    { outcome: 'refused', words: 'is pending, not running', hint: expect.stringContaining('cancel it'), numbers: [4] },
  ]);
  expect(await store.segments.intent((await store.trials.byNumber(sweepId, 1)).id)).toBe('stop');
  expect(await store.sweeps.concernedTrials({ sweepId, selectionId, open: [1, 3, 9] })).toEqual([1]);
});

test('trials of one sentence are one entry, by state, and a retry reports too', async () => {
  const sweepId = await mixedSweep();
  const { selectionId } = await store.sweeps.saveSelection({ sweepId, where: { state: ['pending'] } });
  await command(sweepId, { kind: 'order-trials', order: 'skip', selectionId });
  expect((await store.sweeps.selection({ sweepId, selectionId })).report).toEqual([
    { outcome: 'done', words: 'is skipped; the others go on', numbers: [3, 5] },
    { outcome: 'refused', words: expect.stringContaining('began already'), hint: 'stop or cancel it', numbers: [4] },
  ]);
  const again = await command(sweepId, { kind: 'order-trials', order: 'skip', selectionId });
  expect(again).toMatchObject({
    trials: 0,
    message: expect.stringMatching(/^Nothing was done to any of 3 trials; 2 /),
  });
  const { selectionId: all } = await store.sweeps.saveSelection({ sweepId, where: {} });
  expect(await command(sweepId, { kind: 'retry', from: 'checkpoint', selectionId: all })).toMatchObject({
    trials: 1,
    selectionId: all,
  });
  const { report } = await store.sweeps.selection({ sweepId, selectionId: all });
  expect(report?.map(({ outcome, numbers }) => [outcome, ...numbers])).toEqual([
    ['refused', 1],
    ['refused', 2],
    ['refused', 3, 5],
    ['refused', 4],
    ['done', 6],
  ]);
});

test('an order to many leaves every trial where the same order to each of them would have', async () => {
  for (const order of trialOrders) {
    const [together, apart] = [await mixedSweep(), await mixedSweep()];
    const { selectionId } = await store.sweeps.saveSelection({ sweepId: together, numbers: [1, 2, 3, 4, 6] });
    await command(together, { kind: 'order-trials', order, selectionId });
    for (const number of [1, 2, 3, 4, 6]) {
      await command(apart, { kind: `${order}-trial`, number }).catch((error: unknown) =>
        expect(error).toMatchObject({ code: 'conflict' }),
      );
    }
    expect(await states(together), order).toEqual(await states(apart));
    const wanted = async (sweepId: string) => store.segments.intent((await store.trials.byNumber(sweepId, 1)).id);
    expect(await wanted(together), order).toBe(await wanted(apart));
  }
});

test('a selection of another sweep, and a condition that cannot be read, are refused', async () => {
  const [sweepId, other] = [await mixedSweep(), await mixedSweep()];
  const { selectionId } = await store.sweeps.saveSelection({ sweepId: other, numbers: [1] });
  const refused = command(sweepId, { kind: 'order-trials', order: 'cancel', selectionId });
  await expect(refused).rejects.toMatchObject({ code: 'not-found' });
  await expect(store.sweeps.selection({ sweepId, selectionId })).rejects.toMatchObject({ code: 'not-found' });
  const unreadable = store.sweeps.saveSelection({ sweepId, where: { filter: 'nope > 1' } });
  await expect(unreadable).rejects.toMatchObject({ code: 'invalid-sweep' });
});
