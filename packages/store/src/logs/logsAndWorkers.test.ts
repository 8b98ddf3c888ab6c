import { logRowSchema, workerRowSchema } from '@seesaw/shared/records';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { begin, newTrials, runningTrial } from '../testing/exampleSweep.ts';
import { databaseUrl, store } from '../testing/testStore.ts';

test('log lines keep their order, are found by level and text, and are stored once when sent again', async () => {
  const { trialId, attempt } = await runningTrial(store);
  const lines = ['started', '100% of memory', 'ended\u0000 \ud800'].map((message, n) => {
    return { trialId, attempt, step: n, level: n === 1 ? 'error' : 'shout', at: 1000, message };
  });
  await store.logs.append(lines);
  await store.logs.append(lines);
  const stored = await store.logs.list({ trialId, limit: 10 });
  expect(stored.map((line) => logRowSchema.parse(line).message)).toEqual([
    'started',
    '100% of memory',
    'ended\uFFFD \uFFFD',
  ]);
  expect(stored.map((line) => line.level)).toEqual(['info', 'error', 'info']);
  const found = async (query: object) =>
    (await store.logs.list({ trialId, limit: 10, ...query })).map((line) => line.step);
  expect(await found({ level: 'error' })).toEqual([1]);
  expect(await found({ level: 'info' })).toEqual([0, 1, 2]);
  expect(await found({ search: '0% OF' })).toEqual([1]);
  expect(await found({ search: '_' })).toEqual([]);
  expect(await found({ after: stored[0]!.id })).toEqual([1, 2]);
});

test('lines of a superseded attempt do not hold back those of other trials', async () => {
  const old = await runningTrial(store);
  const other = await runningTrial(store);
  await begin(store, old.trialId);
  const line = { step: null, level: 'info', at: 0, message: 'x' };
  await store.logs.append([
    { ...line, trialId: old.trialId, attempt: 1 },
    { ...line, trialId: other.trialId, attempt: 1 },
  ]);
  expect(await store.logs.list({ trialId: old.trialId, limit: 10 })).toEqual([]);
  expect(await store.logs.list({ trialId: other.trialId, limit: 10 })).toHaveLength(1);
});

test('a worker is alive while it beats, gone when it says so or falls silent, and alive again when it beats again', async () => {
  const slots = [{ slot: 0, device: 'cpu', threads: 1, childPid: 42, lanes: [{ trialId: 7, step: 3 }, null] }];
  const worker = {
    id: 'w-1',
    host: 'h',
    pid: 1,
    pool: 'default',
    version: '0.1.0',
    slots,
    startedAt: '2026-01-01T00:00:00.000Z',
  };
  const state = async () => (await store.workers.list())[0]?.state;
  const tip = await store.events.tip();
  await store.workers.heartbeat(worker);
  await store.workers.heartbeat(worker);
  const [row] = await store.workers.list();
  expect(workerRowSchema.parse(row)).toMatchObject({ ...worker, state: 'alive' });
  await store.workers.gone('w-1');
  await store.workers.gone('w-1');
  expect(await state()).toBe('gone');
  await store.workers.heartbeat(worker);
  expect(await state()).toBe('alive');
  const sql = postgres(databaseUrl, { max: 1 });
  await sql`update workers set last_seen_at = now() - interval '16 s'`;
  expect(await state()).toBe('gone');
  await sql`update workers set last_seen_at = now() - interval '25 h'`;
  expect(await store.workers.list()).toEqual([]);
  await sql.end();
  const { events } = await store.events.after({ cursor: tip, limit: 10 });
  expect(events.map((event) => event.data.state)).toEqual(['alive', 'gone', 'alive']);
});

test('a pool is wanted by the trials that wait for it or run in it, unless their sweep is paused', async () => {
  const before = await store.workers.demand();
  const { sweepId, trials } = await newTrials(store, 3, { pool: 'wanted' });
  await begin(store, trials[0]!.trialId);
  expect(await store.workers.demand()).toEqual([...before, { pool: 'wanted', waiting: 2, running: 1, sweeps: 1 }]);
  await store.sweeps.applyCommand({ sweepId, command: { kind: 'cancel' }, commandId: 'demand' });
  expect(await store.workers.demand()).toEqual(before);
});
