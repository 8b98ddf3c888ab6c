import { createHash } from 'node:crypto';
import { sweepRowSchema, trialRowSchema } from '@seesaw/shared/records';
import { canonicalJson } from '@seesaw/shared/trialConfig';
import { describe, expect, test } from 'vitest';
import { createStore } from './store.ts';
import type { Store } from './storePort.ts';
import {
  begin,
  exampleSweep,
  newSweep,
  newTrials,
  reportScore,
  runningTrial,
  suggest,
} from './testing/exampleSweep.ts';
import { databaseUrl, store } from './testing/testStore.ts';

const superseded = { code: 'superseded' };
const conflict = { code: 'conflict' };

describe('creating a sweep', () => {
  test('the same idempotency key with the same file gives the sweep that exists', async () => {
    const input = { sweep: exampleSweep(), yaml: 'a: 1', idempotencyKey: 'key-1' };
    const [first, second] = await Promise.all([store.sweeps.create(input), store.sweeps.create(input)]);
    expect(first.row.id).toBe(second.row.id);
    expect([first.created, second.created].sort()).toEqual([false, true]);
  });

  test('the same idempotency key with another file is refused', async () => {
    await store.sweeps.create({ sweep: exampleSweep(), yaml: 'a: 1', idempotencyKey: 'key-2' });
    const other = store.sweeps.create({ sweep: exampleSweep(), yaml: 'a: 2', idempotencyKey: 'key-2' });
    await expect(other).rejects.toMatchObject(conflict);
  });

  test('a sweep comes back as the contract describes it, its file as it was sent', async () => {
    const yaml = 'name: balance # μ\n';
    const { row } = await store.sweeps.create({ sweep: exampleSweep(), yaml });
    expect(sweepRowSchema.parse(row)).toEqual(row);
    expect(row.definition).toEqual(exampleSweep());
    expect(row.state).toBe('running');
    expect(await store.sweeps.yaml(row.id)).toBe(yaml);
    expect(await store.sweeps.load(row.id)).toEqual({
      sweepId: row.id,
      state: 'running',
      concurrency: 2,
      pool: 'default',
      priority: 3,
      maxAttempts: 3,
    });
  });

  test('pages of sweeps are newest first and neither skip nor repeat one', async () => {
    const made = [await newSweep(store), await newSweep(store), await newSweep(store)];
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.sweeps.list({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.items.map((row) => row.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen.slice(0, 3)).toEqual(made.reverse());
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('what is not there is not found', async () => {
    for (const ask of [
      () => store.sweeps.get('nope'),
      () => store.trials.get(999_999),
      () => store.trials.get(99_999_999_999),
      () => store.samples.get(999_999),
    ]) {
      await expect(ask()).rejects.toMatchObject({ code: 'not-found' });
    }
  });
});

describe('numbering trials', () => {
  test('trials get the numbers 1, 2, 3 and what was suggested for them', async () => {
    const { sweepId, trials } = await newTrials(store, 2);
    expect(trials.map((trial) => trial.number)).toEqual([1, 2]);
    const row = await store.trials.byNumber(sweepId, 2);
    const config = suggest(exampleSweep(), 2);
    expect(trialRowSchema.parse(row)).toEqual(row);
    expect(row.config).toEqual(config);
    expect(row.point).toEqual({ lr_ratio: 0.2 });
    expect(row.configHash).toBe(createHash('sha256').update(canonicalJson(config)).digest('hex').slice(0, 16));
  });

  test('asked again before a launch the same trials are given, not new ones', async () => {
    const { sweepId, trials } = await newTrials(store, 2);
    const again = await store.sweeps.nextTrials({ sweepId, open: [], count: 2, suggest });
    expect(again.trials).toEqual(trials.map((trial) => ({ ...trial, launch: 2 })));
    const more = await store.sweeps.nextTrials({ sweepId, open: [1, 2], count: 1, suggest });
    expect(more.trials.map((trial) => trial.number)).toEqual([3]);
  });

  test('callers at the same time make neither gaps nor duplicates', async () => {
    const sweepId = await newSweep(store, { plannedTrials: 20 });
    const other = createStore({ databaseUrl: databaseUrl });
    const ask = (from: Store, count: number) => from.sweeps.nextTrials({ sweepId, open: [], count, suggest });
    await Promise.all([ask(store, 5), ask(other, 9), ask(store, 3), ask(other, 7)]);
    await other.close();
    const { items } = await store.trials.list({ sweepId, sort: 'number', order: 'asc', limit: 100 });
    expect(items.map((row) => row.number)).toEqual(items.map((_, index) => index + 1));
    expect(items).toHaveLength(9);
  });

  test('the search is exhausted when the plan is fulfilled or there is nothing to suggest', async () => {
    const planned = await newSweep(store, { plannedTrials: 2 });
    const all = await store.sweeps.nextTrials({ sweepId: planned, open: [], count: 5, suggest });
    expect([all.trials.length, all.exhausted]).toEqual([2, true]);
    const endless = await newSweep(store, { plannedTrials: 50 });
    const three = { sweepId: endless, open: [], count: 5 };
    const some = await store.sweeps.nextTrials({ ...three, suggest: (s, n) => (n > 3 ? 'exhausted' : suggest(s, n)) });
    expect([some.trials.length, some.exhausted]).toEqual([3, true]);
  });

  test('pending trials beyond the asked count keep the search from being exhausted', async () => {
    const { sweepId } = await newTrials(store, 3, { plannedTrials: 3 });
    const one = await store.sweeps.nextTrials({ sweepId, open: [], count: 1, suggest });
    expect([one.trials.length, one.exhausted]).toEqual([1, false]);
  });

  test('a sampler that throws leaves no trial behind', async () => {
    const sweepId = await newSweep(store);
    const broken = () => {
      throw new Error('no such axis');
    };
    await expect(store.sweeps.nextTrials({ sweepId, open: [], count: 1, suggest: broken })).rejects.toThrow(
      'no such axis',
    );
    expect((await store.sweeps.nextTrials({ sweepId, open: [], count: 1, suggest })).trials[0]?.number).toBe(1);
  });
});

describe('attempts', () => {
  test('a start raises the attempt and a superseded writer changes nothing', async () => {
    const { trialId, attempt } = await runningTrial(store);
    await store.metrics.append({ trialId, attempt, points: [{ metric: 'm', step: 1, value: 1, at: 0 }] });
    expect((await begin(store, trialId)).attempt).toBe(2);
    const before = await store.trials.get(trialId);
    const old = { trialId, attempt, step: 5 };
    const writes = [
      store.metrics.append({ trialId, attempt, points: [{ metric: 'm', step: 2, value: 2, at: 0 }] }),
      store.segments.heartbeat(old),
      store.segments.health({ ...old, health: 'collapse', evidence: '', advice: '' }),
      store.segments.truncate({ trialId, attempt, fromStep: 0 }),
      store.segments.finish({ ...old, state: 'completed', message: '' }),
      store.segments.fail({ ...old, code: 'internal', message: '' }),
      store.checkpoints.save({ ...old, stateSha: 's', bytes: 1, location: 'spool@a:x', manifest: {} }),
      store.samples.save({ ...old, kind: 'points', pngLocation: 'a', tensorsLocation: 'b', facts: {} }),
      store.logs.append([{ trialId, attempt, step: 1, level: 'info', at: 0, message: 'zombie' }]),
    ];
    const outcomes = await Promise.allSettled(writes);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: superseded });
    expect(await store.trials.get(trialId)).toEqual(before);
    expect(await store.logs.list({ trialId, limit: 10 })).toEqual([]);
  });

  test('of a finish and a start at the same time exactly one wins', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { trialId, attempt } = await runningTrial(store);
      await reportScore(store, { trialId, attempt });
      const [finish, start] = await Promise.allSettled([
        store.segments.finish({ trialId, attempt, state: 'completed', step: 100, message: 'done' }),
        store.segments.start({ trialId, workerId: 'w2', host: 'host-b', slot: 0 }),
      ]);
      const row = await store.trials.get(trialId);
      const started = start.status === 'fulfilled' && start.value.kind === 'run';
      expect(finish.status).toBe(started ? 'rejected' : 'fulfilled');
      expect([row.state, row.attempt]).toEqual(started ? ['running', 2] : ['completed', 1]);
    }
  });

  test('a trial that ends without ever reporting its objective has failed, and says what it reported', async () => {
    const { trialId, attempt } = await runningTrial(store);
    const points = [{ metric: 'train/d_loss', step: 1, value: 1, at: 0 }];
    await store.metrics.append({ trialId, attempt, points });
    const done = { trialId, attempt, state: 'completed', step: 100, message: 'done' } as const;
    expect(await store.segments.finish(done)).toEqual({ state: 'failed' });
    expect(await store.segments.finish(done)).toEqual({ state: 'failed' });
    const row = await store.trials.get(trialId);
    expect(row.state).toBe('failed');
    expect(row.lastError).toBe('metric "eval/score" was never reported; it reported: train/d_loss');
  });

  test('finishing twice equals finishing once; another ending is refused', async () => {
    const { trialId, attempt } = await runningTrial(store);
    await reportScore(store, { trialId, attempt });
    const done = { trialId, attempt, state: 'completed', step: 100, message: 'done' } as const;
    await store.segments.finish(done);
    const row = await store.trials.get(trialId);
    await store.segments.finish(done);
    expect(await store.trials.get(trialId)).toEqual(row);
    await expect(store.segments.finish({ ...done, state: 'diverged' })).rejects.toMatchObject(conflict);
    expect((await store.trials.attempts(trialId)).map((one) => one.outcome)).toEqual(['completed']);
  });

  test('an ended trial takes no more metrics and does not start again', async () => {
    const { trialId, attempt } = await runningTrial(store);
    await store.segments.finish({ trialId, attempt, state: 'diverged', step: 3, message: 'd_loss is NaN' });
    const late = store.metrics.append({ trialId, attempt, points: [{ metric: 'm', step: 9, value: 1, at: 0 }] });
    await expect(late).rejects.toMatchObject(superseded);
    const start = await store.segments.start({ trialId, workerId: 'w', host: 'h', slot: 0 });
    expect(start).toMatchObject({ kind: 'ended', state: 'diverged', step: 3 });
    expect((await store.trials.get(trialId)).health).toBe('diverged');
  });

  test('a failed attempt keeps its reason, a lost lane makes the trial pending, and the next attempt continues', async () => {
    const { trialId, attempt } = await runningTrial(store);
    const lost = { trialId, attempt, step: 4, code: 'trainer-child-died', message: 'killed by SIGKILL' } as const;
    await store.segments.fail(lost);
    await store.segments.fail(lost);
    const release = { trialId, code: 'trainer-child-died', message: 'killed by SIGKILL' } as const;
    expect(await store.trials.release(release)).toEqual({ state: 'pending' });
    expect(await store.trials.release(release)).toEqual({ state: 'pending' });
    await begin(store, trialId);
    const attempts = await store.trials.attempts(trialId);
    expect(attempts.map((one) => [one.attempt, one.outcome, one.error])).toEqual([
      [1, 'trainer-child-died', 'killed by SIGKILL'],
      [2, null, null],
    ]);
  });

  test('a sweep whose retries start from scratch drops the checkpoints of a failed attempt, not those of an interrupted one', async () => {
    const { trialId, attempt } = await runningTrial(store, { retry: { maxAttempts: 3, from: 'scratch' } });
    const files = { stateSha: 'a', bytes: 1, location: 'spool@host-a:x', manifest: {} };
    await store.checkpoints.save({ trialId, attempt, step: 10, ...files });
    const lost = { trialId, code: 'trainer-child-died', message: 'killed by SIGKILL' } as const;
    await store.trials.release(lost);
    expect((await begin(store, trialId)).resume).toHaveLength(1);
    await store.trials.release({ ...lost, afterFailure: true });
    expect((await begin(store, trialId)).resume).toEqual([]);
    expect(await store.checkpoints.list(trialId)).toEqual([]);
  });

  test('closing an ended trial leaves it alone, closing a paused one as failed is refused', async () => {
    const { trialId } = await runningTrial(store);
    expect(await store.trials.close({ trialId, state: 'paused', message: 'by a person' })).toEqual({ state: 'paused' });
    await expect(store.trials.close({ trialId, state: 'failed', message: '' })).rejects.toMatchObject(conflict);
    await store.trials.close({ trialId, state: 'cancelled', message: 'by a person' });
    expect(await store.trials.close({ trialId, state: 'failed', message: '' })).toEqual({ state: 'cancelled' });
  });
});

describe('deleting a sweep', () => {
  test('only an ended sweep is deleted, with everything that belongs to it', async () => {
    const { sweepId, trialId, attempt } = await runningTrial(store);
    await store.metrics.append({ trialId, attempt, points: [{ metric: 'm', step: 1, value: 1, at: 0 }] });
    await store.mlflow.link({ sweepId, trialId, runId: 'run-1', experimentId: '1' });
    await expect(store.sweeps.delete(sweepId)).rejects.toMatchObject(conflict);
    await store.sweeps.applyCommand({ sweepId, command: { kind: 'cancel' }, commandId: `cancel-${sweepId}` });
    await store.segments.finish({ trialId, attempt, state: 'cancelled', step: 1, message: 'cancelled' });
    await store.sweeps.settle(sweepId);
    const deleted = { trialIds: [trialId], mlflowRunIds: ['run-1'] };
    const twice = await Promise.all([store.sweeps.delete(sweepId), store.sweeps.delete(sweepId)]);
    expect(twice).toEqual([deleted, deleted]);
    expect(await store.sweeps.delete(sweepId)).toEqual(deleted);
    const left = () => store.mlflow.runsToRemove(1);
    expect(await left()).toEqual({ sweepId, removed: 0, runIds: ['run-1'] });
    await store.mlflow.runsRemoved({ sweepId, removed: 1 });
    await store.mlflow.runsRemoved({ sweepId, removed: 0 });
    expect(await left()).toBeUndefined();
    expect(await store.metrics.all({ trialId, metric: 'm' })).toEqual([]);
    await expect(store.sweeps.get(sweepId)).rejects.toMatchObject({ code: 'not-found' });
  });
});
