import { expect, test } from 'vitest';
import { newSweep, newTrials, runningTrial } from '../testing/exampleSweep.ts';
import { store } from '../testing/testStore.ts';

test('notes and tags of a sweep are kept as written, replaced one by one, and found by tag', async () => {
  const sweepId = await newSweep(store);
  const other = await newSweep(store);
  expect(await store.sweeps.get(sweepId)).toMatchObject({ notes: '', tags: [] });
  const tip = await store.events.tip();
  const markup = '<img src=x onerror=alert(1)> \u0000 "quoted", {braces}';
  await store.sweeps.remark({ sweepId, remark: { notes: markup, tags: ['paper, no', 'a"b'] } });
  const row = await store.sweeps.remark({ sweepId, remark: { tags: ['keep'] } });
  expect(row).toMatchObject({ notes: markup.replace('\u0000', '\uFFFD'), tags: ['keep'] });
  const tagged = await store.sweeps.list({ limit: 10, tag: 'keep' });
  expect(tagged.items.map(({ id }) => id)).toEqual([sweepId]);
  expect((await store.sweeps.list({ limit: 10 })).items.map(({ id }) => id)).toContain(other);
  const { events } = await store.events.after({ cursor: tip, limit: 10 });
  expect(events.map(({ kind }) => kind)).toEqual(['sweep.remark', 'sweep.remark']);
  await expect(store.sweeps.remark({ sweepId: 'none', remark: {} })).rejects.toMatchObject({ code: 'not-found' });
});

test('trials are filtered and shown by their tags and notes, ended or not', async () => {
  const { sweepId, trials } = await newTrials(store, 3);
  const [first, second] = trials.map(({ trialId }) => trialId);
  await store.trials.remark({ trialId: first!, remark: { tags: ['paper', 'good'], notes: 'looks sharp' } });
  await store.trials.remark({ trialId: second!, remark: { notes: 'sharp edges' } });
  const chosen = async (filter: string) =>
    (await store.trials.list({ sweepId, limit: 10, sort: 'number', order: 'asc', filter })).items.map((t) => t.number);
  expect(await chosen('tags ~ "good"')).toEqual([1]);
  expect(await chosen('notes ~ "sharp" and not tags ~ "good"')).toEqual([2]);
  const table = await store.trials.table({
    ...{ sweepId, limit: 10, sort: 'tags', order: 'asc' as const },
    columns: ['number', 'tags', 'notes'],
  });
  expect(table.rows).toEqual([
    [1, 'paper,good', 'looks sharp'],
    [2, null, 'sharp edges'],
    [3, null, null],
  ]);
});

test('a remark does not disturb a trial that trains', async () => {
  const { trialId, attempt } = await runningTrial(store);
  const row = await store.trials.remark({ trialId, remark: { tags: ['watched'] } });
  expect(row).toMatchObject({ state: 'running', attempt, tags: ['watched'], notes: '' });
});
