import { testPostgres } from '@seesaw/local/testServices';
import { migrate } from '@seesaw/store/migrate';
import { createStore } from '@seesaw/store/store';
import type { Store } from '@seesaw/store/storePort';
import { expect, onTestFinished, test } from 'vitest';
import { housekeeping } from './housekeeping.ts';

const trainer = { host: 'h', pid: 1, pool: 'p', version: '0', slots: [], startedAt: new Date(0).toISOString() };

test('each time a trainer falls silent it is marked once, however often it was gone before', async () => {
  const store = await ownStore();
  const marked: string[] = [];
  let silent: ReadonlySet<string> = new Set();
  // Who is silent without waiting for it, and nobody else on a slow machine.
  const workers: Store['workers'] = {
    ...store.workers,
    list: async () =>
      (await store.workers.list()).map((row) => ({ ...row, state: silent.has(row.id) ? 'gone' : 'alive' })),
    gone: async (id) => {
      marked.push(id);
      await store.workers.gone(id);
    },
  };
  const round = housekeeping({ ...store, workers });
  for (const id of ['a', 'b']) await store.workers.heartbeat({ ...trainer, id });
  await round();
  expect(marked).toEqual([]);

  silent = new Set(['a']);
  for (let again = 0; again < 3; again += 1) await round();
  expect(marked).toEqual(['a']);

  silent = new Set();
  await store.workers.heartbeat({ ...trainer, id: 'a' });
  await round();
  silent = new Set(['a', 'b']);
  for (let again = 0; again < 3; again += 1) await round();
  expect(marked).toEqual(['a', 'a', 'b']);
  expect((await store.workers.list()).map(({ id, state }) => [id, state])).toEqual([
    ['a', 'gone'],
    ['b', 'gone'],
  ]);
  const { events } = await store.events.after({ cursor: 0, limit: 100 });
  const told = events.filter(({ kind }) => kind === 'worker.state').map(({ data }) => `${data.workerId} ${data.state}`);
  expect(told).toEqual(['a alive', 'b alive', 'a gone', 'a alive', 'a gone', 'b gone']);
});

async function ownStore(): Promise<Store> {
  const postgres = await testPostgres();
  await migrate({ databaseUrl: postgres.url });
  const store = createStore({ databaseUrl: postgres.url });
  onTestFinished(async () => {
    await store.close();
    await postgres.drop();
  });
  return store;
}
