import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { begin, newTrials, suggest } from '../testing/exampleSweep.ts';
import { command, databaseUrl, store } from '../testing/testStore.ts';

let sql: postgres.Sql;

beforeAll(async () => {
  sql = postgres(databaseUrl, { max: 1 });
});

afterAll(async () => {
  await sql.end();
});

async function complete(trialId: number, value: number): Promise<void> {
  const { attempt } = await begin(store, trialId);
  const segment = { trialId, attempt };
  await store.metrics.append({ ...segment, points: [{ metric: 'eval/score', step: 100, value, at: 0 }] });
  await store.segments.finish({ ...segment, state: 'completed', step: 100, message: 'done' });
}

async function fail(trialId: number): Promise<void> {
  await begin(store, trialId);
  await store.trials.close({ trialId, state: 'failed', code: 'internal', message: 'it broke' });
}

const next = (sweepId: string, open: number[] = []) => store.sweeps.nextTrials({ sweepId, open, count: 1, suggest });
const stateOf = async (sweepId: string) => (await store.sweeps.get(sweepId)).state;

/** As if everything that happened to the sweep so far had happened so many hours earlier. */
async function letPass(sweepId: string, hours: number): Promise<void> {
  const earlier = sql`make_interval(secs => ${hours * 3600}::float8)`;
  await sql`update sweeps set created_at = created_at - ${earlier} where id = ${sweepId}`;
  await sql`update events set at = at - ${earlier} where sweep_id = ${sweepId}`;
  await sql`update trials set ended_at = ended_at - ${earlier} where sweep_id = ${sweepId}`;
}

async function statesOf(sweepId: string): Promise<string[]> {
  const { items } = await store.trials.list({ sweepId, sort: 'number', order: 'asc', limit: 100 });
  return items.map((row) => row.state);
}

async function whyItStopped(sweepId: string): Promise<string[]> {
  const { events } = await store.events.after({ cursor: 0, sweepId, limit: 1000 });
  return events.flatMap(({ kind, data, message }) => (kind === 'sweep.state' && data.to === 'stopping' ? message : []));
}

test('a trial that ends at the target stops the sweep: running trials finish, nothing new starts', async () => {
  const metric: ResolvedSweep['metric'] = { name: 'eval/score', goal: 'minimize', target: 0.05 };
  const { sweepId, trials } = await newTrials(store, 3, { metric });
  await complete(trials[0]!.trialId, 0.06);
  const running = await begin(store, trials[1]!.trialId);
  expect(await next(sweepId, [2, 3])).toMatchObject({ exhausted: false });
  await complete(trials[2]!.trialId, 0.05);
  expect(await next(sweepId, [2])).toEqual({ trials: [], exhausted: true, concurrency: 3, stopped: true });
  expect(await statesOf(sweepId)).toEqual(['completed', 'running', 'completed', 'skipped']);
  expect(await store.segments.intent(trials[1]!.trialId)).toBe('run');
  expect(await store.sweeps.settle(sweepId)).toEqual({ state: 'stopping' });
  const segment = { trialId: trials[1]!.trialId, attempt: running.attempt };
  await store.metrics.append({ ...segment, points: [{ metric: 'eval/score', step: 100, value: 1, at: 0 }] });
  await store.segments.finish({ ...segment, state: 'completed', step: 100, message: 'done' });
  expect(await store.sweeps.settle(sweepId)).toEqual({ state: 'stopped' });
  expect(await whyItStopped(sweepId)).toEqual([
    'Sweep balance is stopping: trial 3 reached the target with eval/score = 0.05',
  ]);
});

test('what a trial had on its way is no target reached, and what is maximized must lie above it', async () => {
  const metric: ResolvedSweep['metric'] = { name: 'eval/score', goal: 'maximize', target: 0.9 };
  const { sweepId, trials } = await newTrials(store, 2, { metric });
  const { attempt } = await begin(store, trials[0]!.trialId);
  const segment = { trialId: trials[0]!.trialId, attempt };
  const points = [0.95, 0.5].map((value, index) => ({ metric: 'eval/score', step: 50 * (index + 1), value, at: 0 }));
  await store.metrics.append({ ...segment, points });
  await store.segments.finish({ ...segment, state: 'completed', step: 100, message: 'done' });
  expect(await store.sweeps.toStopByRule()).not.toContain(sweepId);
  expect((await next(sweepId, [2])).trials).toHaveLength(1);
  await complete(trials[1]!.trialId, 0.9);
  expect(await store.sweeps.toStopByRule()).toContain(sweepId);
});

test('the target reached by the last trial of all completes the sweep', async () => {
  const metric: ResolvedSweep['metric'] = { name: 'eval/score', goal: 'minimize', target: 1 };
  const { sweepId, trials } = await newTrials(store, 1, { metric, plannedTrials: 1 });
  await complete(trials[0]!.trialId, 0);
  expect(await store.sweeps.settle(sweepId)).toEqual({ state: 'completed' });
});

test('an extension counts time and target anew', async () => {
  const metric: ResolvedSweep['metric'] = { name: 'eval/score', goal: 'minimize', target: 1 };
  const { sweepId, trials } = await newTrials(store, 1, { metric, maxHours: 2 });
  await complete(trials[0]!.trialId, 0);
  expect(await store.sweeps.settle(sweepId)).toEqual({ state: 'stopped' });
  await letPass(sweepId, 5);
  await command(sweepId, { kind: 'extend', trials: 2 });
  const second = await next(sweepId);
  expect(second.trials.map(({ number }) => number)).toEqual([2]);
  await complete(second.trials[0]!.trialId, 1);
  expect(await next(sweepId)).toMatchObject({ trials: [], stopped: true });
});

test('hours are counted without pauses, and when they are over only running trials go on', async () => {
  const { sweepId, trials } = await newTrials(store, 2, { maxHours: 2 });
  await begin(store, trials[0]!.trialId);
  await letPass(sweepId, 1.5);
  expect((await next(sweepId, [1, 2])).trials).toHaveLength(1);
  expect(await command(sweepId, { kind: 'stop', byRule: true })).toMatchObject({ state: 'running', trials: 0 });
  await store.trials.release({ trialId: trials[0]!.trialId, code: 'trainer-lost', message: 'gone' });
  await command(sweepId, { kind: 'pause' });
  expect(await store.sweeps.settle(sweepId)).toEqual({ state: 'paused' });
  await letPass(sweepId, 10);
  await command(sweepId, { kind: 'resume' });
  await begin(store, trials[0]!.trialId);
  await letPass(sweepId, 0.4);
  expect(await store.sweeps.toStopByRule()).not.toContain(sweepId);
  await letPass(sweepId, 0.2);
  expect(await store.sweeps.toStopByRule()).toContain(sweepId);
  expect(await command(sweepId, { kind: 'stop', byRule: true })).toMatchObject({ state: 'stopping' });
  expect(await statesOf(sweepId)).toEqual(['running', 'skipped', 'skipped']);
  expect(await whyItStopped(sweepId)).toEqual([
    'Sweep balance is stopping: it has run for 2 h, the time that max_hours gives it',
  ]);
});

test('the share of failed trials ends a sweep from ten ended ones on, those that a person cancelled left out', async () => {
  const { sweepId, trials } = await newTrials(store, 12, { plannedTrials: 20, maxFailedRate: 0.3 });
  const ids = trials.map(({ trialId }) => trialId);
  for (const id of ids.slice(0, 3)) await fail(id);
  for (const id of ids.slice(3, 9)) await complete(id, 1);
  await command(sweepId, { kind: 'cancel-trial', number: 10 });
  expect((await next(sweepId, [11, 12])).trials).toHaveLength(1);
  await complete(ids[10]!, 1);
  expect(await next(sweepId, [12])).toEqual({ trials: [], exhausted: true, concurrency: 12 });
  expect(await stateOf(sweepId)).toBe('failed');
  await expect(command(sweepId, { kind: 'extend', trials: 1 })).rejects.toMatchObject({ code: 'conflict' });
  expect(await command(sweepId, { kind: 'retry', from: 'checkpoint' })).toMatchObject({ state: 'running', trials: 3 });
});
