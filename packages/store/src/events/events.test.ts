import type { SeesawEvent } from '@seesaw/shared/events';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createStore } from '../store.ts';
import type { Store } from '../storePort.ts';
import { newSweep, runningTrial } from '../testing/exampleSweep.ts';
import { databaseUrl, store } from '../testing/testStore.ts';
import { addEvent } from './addEvent.ts';

let sql: postgres.Sql;

beforeAll(async () => {
  sql = postgres(databaseUrl, { max: 3 });
});

afterAll(async () => {
  await sql.end();
});

async function readAll(cursor: number): Promise<SeesawEvent[]> {
  return (await store.events.after({ cursor, limit: 1000 })).events;
}

test('an event that was written first and commits last is read by a cursor that passed the later ones', async () => {
  const tip = await store.events.tip();
  let commit: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let written: () => void = () => undefined;
  const isWritten = new Promise<void>((resolve) => {
    written = resolve;
  });
  const slow = sql.begin(async (tx) => {
    await addEvent(tx, { kind: 'trial.error', message: 'written first, committed last' });
    written();
    await held;
  });
  await isWritten;
  await store.events.append({ kind: 'trial.error', message: 'written last, committed first' });
  const before = await store.events.after({ cursor: tip, limit: 10 });
  expect(before.events.map((event) => event.message)).toEqual(['written last, committed first']);
  commit();
  await slow;
  const after = await store.events.after({ cursor: before.cursor, limit: 10 });
  expect(after.events.map((event) => event.message)).toEqual(['written first, committed last']);
});

test('readers and writers at once: every reader sees every event once, in the same order', async () => {
  const tip = await store.events.tip();
  const other = createStore({ databaseUrl: databaseUrl });
  const total = 60;
  let left = total;
  const write = async (from: Store, name: string): Promise<void> => {
    for (let n = 0; n < total / 3; n += 1) {
      await from.events.append({ kind: 'trial.error', message: `${name} ${n}` });
      left -= 1;
    }
  };
  const read = async (from: Store): Promise<number[]> => {
    const seen: number[] = [];
    let cursor = tip;
    for (let done = false; !done; ) {
      done = left === 0;
      const page = await from.events.after({ cursor, limit: 7 });
      seen.push(...page.events.map((event) => event.id));
      cursor = page.cursor;
      done &&= page.events.length === 0;
    }
    return seen;
  };
  const [first, second] = await Promise.all([
    read(store),
    read(other),
    write(store, 'a'),
    write(other, 'b'),
    write(store, 'c'),
  ]);
  await other.close();
  expect(first).toHaveLength(total);
  expect(second).toEqual(first);
  expect(first).toEqual([...new Set(first)].sort((a, b) => a - b));
});

test('a sweep sees its own events only, with trial number and what happened', async () => {
  const tip = await store.events.tip();
  await newSweep(store);
  const { sweepId, trialId, attempt } = await runningTrial(store);
  await store.events.append({
    kind: 'trial.error',
    trialId,
    attempt,
    step: 3,
    message: 'odd\u0000',
    data: { code: 'x' },
  });
  const { events } = await store.events.after({ cursor: tip, sweepId, limit: 100 });
  expect(events.map((event) => event.kind)).toEqual([
    'sweep.created',
    'trial.created',
    'trial.state',
    'trial.attempt',
    'trial.error',
  ]);
  expect(events.at(-1)).toMatchObject({
    sweepId,
    trialId,
    trialNumber: 1,
    attempt,
    step: 3,
    message: 'odd\uFFFD',
    data: { code: 'x' },
  });
});

test('what happened to a sweep is read page by page from the newest on, progress only where it is asked for', async () => {
  const { sweepId, trialId, attempt } = await runningTrial(store);
  await store.metrics.append({ trialId, attempt, points: [{ metric: 'm', step: 1, value: 1, at: 0 }] });
  for (let n = 0; n < 3; n += 1) await store.events.append({ kind: 'trial.error', trialId, message: `error ${n}` });
  const all = (await store.events.after({ cursor: 0, sweepId, limit: 1000 })).events.reverse();
  expect(all.some(({ kind }) => kind === 'trial.progress')).toBe(true);
  for (const progress of [true, false]) {
    const read: SeesawEvent[] = [];
    let cursor: number | undefined;
    do {
      const page = await store.events.before({ sweepId, limit: 2, progress, ...(cursor !== undefined && { cursor }) });
      read.push(...page.events);
      cursor = page.cursor ?? undefined;
    } while (cursor !== undefined);
    expect(read).toEqual(all.filter(({ kind }) => progress || kind !== 'trial.progress'));
  }
});

test('progress is told at most once a second per trial, and pruned by age', async () => {
  const tip = await store.events.tip();
  const { trialId, attempt } = await runningTrial(store);
  for (let step = 0; step < 5; step += 1) {
    await store.metrics.append({ trialId, attempt, points: [{ metric: 'm', step, value: 1, at: 0 }] });
  }
  const progress = (await readAll(tip)).filter((event) => event.kind === 'trial.progress');
  expect(progress.length).toBeGreaterThanOrEqual(1);
  expect(progress.length).toBeLessThan(5);
  expect(await store.events.prune({ progressOlderThanMs: 3_600_000 })).toBe(0);
  expect(await store.events.prune({ progressOlderThanMs: 0 })).toBeGreaterThanOrEqual(progress.length);
  const left = await readAll(tip);
  expect(left.some((event) => event.kind === 'trial.progress')).toBe(false);
  expect(left.length).toBeGreaterThan(0);
});

test('a subscriber is called when another process writes', async () => {
  const other = createStore({ databaseUrl: databaseUrl });
  let calls = 0;
  const stop = await store.events.subscribe(() => {
    calls += 1;
  });
  await other.events.append({ kind: 'trial.error', message: 'ring' });
  await vi.waitFor(() => expect(calls).toBeGreaterThan(0), { timeout: 20_000 });
  await stop();
  await other.close();
});

test('a subscriber whose connections were all cut is called again', async () => {
  let calls = 0;
  const stop = await store.events.subscribe(() => {
    calls += 1;
  });
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'store-test'`;
  // Written behind the store's back, so that no bell rings: the looks must find it.
  await sql`insert into events (kind, message) values ('trial.error', 'unheard')`;
  await vi.waitFor(() => expect(calls).toBeGreaterThan(0), { timeout: 20_000 });
  await stop();
});
