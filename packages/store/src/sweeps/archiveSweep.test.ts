import type { ArchivedFilter } from '@seesaw/shared/queries';
import { expect, test } from 'vitest';
import { newSweep, newTrials } from '../testing/exampleSweep.ts';
import { store } from '../testing/testStore.ts';

async function listed(archived?: ArchivedFilter): Promise<string[]> {
  return (await store.sweeps.list({ limit: 50, archived })).items.map(({ id }) => id);
}

test('an archived sweep is listed only when asked for, keeps everything, and comes back when it runs again', async () => {
  const other = await newSweep(store);
  const { sweepId, trials } = await newTrials(store, 1);
  await expect(store.sweeps.archive({ sweepId, archived: true })).rejects.toMatchObject({ code: 'conflict' });
  await store.sweeps.applyCommand({ sweepId, command: { kind: 'cancel' }, commandId: 'cancel' });
  await store.sweeps.settle(sweepId);
  const once = await store.sweeps.archive({ sweepId, archived: true });
  expect(once.archivedAt).not.toBeNull();
  expect(await store.sweeps.archive({ sweepId, archived: true })).toEqual(once);
  expect(await listed()).toEqual([other]);
  expect(await listed('only')).toEqual([sweepId]);
  expect(await listed('all')).toEqual([sweepId, other]);
  expect((await store.trials.get(trials[0]!.trialId)).state).toBe('cancelled');

  const retry = { kind: 'retry', from: 'checkpoint', states: ['cancelled'] } as const;
  await store.sweeps.applyCommand({ sweepId, command: retry, commandId: 'retry' });
  expect(await listed()).toEqual([sweepId, other]);
});

test('taking a sweep out of the archive lists it again', async () => {
  const sweepId = await newSweep(store);
  await store.sweeps.applyCommand({ sweepId, command: { kind: 'cancel' }, commandId: 'cancel-2' });
  await store.sweeps.settle(sweepId);
  await store.sweeps.archive({ sweepId, archived: true });
  expect((await store.sweeps.archive({ sweepId, archived: false })).archivedAt).toBeNull();
  expect(await listed()).toContain(sweepId);
  await expect(store.sweeps.archive({ sweepId: 'none', archived: true })).rejects.toMatchObject({ code: 'not-found' });
});
