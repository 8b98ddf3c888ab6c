import type { Keep } from '@seesaw/shared/keep';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { begin, newTrials, runningTrial, suggest } from '../testing/exampleSweep.ts';
import { databaseUrl, store } from '../testing/testStore.ts';

const here = 'host-a';
const rules = { latest: false, best: false, every: null, topK: null };

let sql: postgres.Sql;

beforeAll(async () => {
  sql = postgres(databaseUrl, { max: 1 });
});

afterAll(async () => {
  await sql.end();
});

interface Segment {
  readonly trialId: number;
  readonly attempt: number;
}

/** A checkpoint and what the objective was there. */
async function checkpoint(segment: Segment, step: number, objective: number, host = here) {
  await store.metrics.append({ ...segment, points: [{ metric: 'eval/score', step, value: objective, at: 0 }] });
  const location = `spool@${host}:${segment.trialId}/global_step_${step}`;
  return store.checkpoints.save({ ...segment, step, stateSha: `sha-${step}`, bytes: 1, location, manifest: {} });
}

const steps = async (trialId: number) => (await store.checkpoints.list(trialId)).map(({ step }) => step);
const complete = (segment: Segment) =>
  store.segments.finish({ ...segment, state: 'completed', step: 100, message: 'done' });
const keeping = (keep: Keep) => ({ checkpoint: { everySteps: 10, keep } });

/** Each trial has checkpoints at 50 and 100, and ends with its own score. */
async function endedSweep(keep: Keep, scores: readonly number[], host = here) {
  const { sweepId, trials } = await newTrials(store, scores.length, { ...keeping(keep), plannedTrials: scores.length });
  for (const [index, { trialId }] of trials.entries()) {
    const segment = { trialId, attempt: (await begin(store, trialId)).attempt };
    await checkpoint(segment, 50, 0.5, host);
    await checkpoint(segment, 100, scores[index]!, host);
    await complete(segment);
  }
  return { sweepId, trialIds: trials.map(({ trialId }) => trialId) };
}

test('a trial that trains keeps its newest two, its best, and every so many steps', async () => {
  const trial = await runningTrial(store, keeping({ ...rules, best: true, every: 40 }));
  for (const step of [10, 20, 30, 40, 50, 60, 70]) await checkpoint(trial, step, Math.abs(step - 20));
  await store.checkpoints.prune(trial.trialId);
  expect(await steps(trial.trialId)).toEqual([70, 60, 40, 20]);
});

test('what was the best once is pruned when a better one has come', async () => {
  const trial = await runningTrial(store, keeping({ ...rules, best: true }));
  for (const step of [10, 20, 30, 40]) {
    await checkpoint(trial, step, 100 - step);
    await store.checkpoints.prune(trial.trialId);
  }
  expect(await steps(trial.trialId)).toEqual([40, 30]);
});

test('in the end only the best trials of a sweep keep their last checkpoint', async () => {
  const { sweepId, trialIds } = await endedSweep({ ...rules, topK: 2 }, [0.3, 0.1, 0.2]);
  expect(await store.checkpoints.pruneEnded(here)).toEqual([]);
  await store.sweeps.settle(sweepId);
  const pruned = await store.checkpoints.pruneEnded(here);
  expect(pruned.map(({ number, step }) => [number, step])).toEqual([
    [1, 50],
    [1, 100],
    [2, 50],
    [3, 50],
  ]);
  expect(pruned[0]).toMatchObject({ sweepId, location: `spool@host-a:${trialIds[0]}/global_step_50` });
  expect(await store.checkpoints.pruneEnded(here)).toEqual([]);
});

test('a number keeps what it says, also after the end', async () => {
  const { sweepId, trialIds } = await endedSweep(2, [0.3]);
  await store.sweeps.settle(sweepId);
  await store.checkpoints.pruneEnded(here);
  expect(await steps(trialIds[0]!)).toEqual([100, 50]);
});

test('what a retry needs stays: failed, cancelled and diverged trials are left alone', async () => {
  const { sweepId, trials } = await newTrials(store, 3, { ...keeping({ ...rules, topK: 1 }), plannedTrials: 3 });
  for (const [index, { trialId }] of trials.entries()) {
    const segment = { trialId, attempt: (await begin(store, trialId)).attempt };
    await checkpoint(segment, 50, 0.5);
    await checkpoint(segment, 60, 0.5);
    const state = (['diverged', 'cancelled'] as const)[index];
    if (state !== undefined) await store.segments.finish({ ...segment, state, step: 60, message: 'ended' });
    else await store.trials.close({ trialId, state: 'failed', code: 'internal', message: 'broken' });
  }
  expect(await store.sweeps.settle(sweepId)).toEqual({ state: 'completed' });
  expect((await store.checkpoints.pruneEnded(here)).filter((row) => row.sweepId === sweepId)).toEqual([]);
});

test('a sweep that goes on prunes nothing of its ended trials, and judges them anew when it ends again', async () => {
  const { sweepId, trialIds } = await endedSweep({ ...rules, topK: 1 }, [0.3]);
  await store.sweeps.applyCommand({ sweepId, command: { kind: 'extend', trials: 1 }, commandId: 'go-on' });
  expect(await store.checkpoints.pruneEnded(here)).toEqual([]);
  expect(await steps(trialIds[0]!)).toEqual([100, 50]);
  const [next] = (await store.sweeps.nextTrials({ sweepId, open: [], count: 1, suggest })).trials;
  const segment = { trialId: next!.trialId, attempt: (await begin(store, next!.trialId)).attempt };
  await checkpoint(segment, 100, 0.1);
  await complete(segment);
  await store.sweeps.settle(sweepId);
  expect((await store.checkpoints.pruneEnded(here)).map(({ number, step }) => [number, step])).toEqual([
    [1, 50],
    [1, 100],
  ]);
});

test('a checkpoint that somebody reads is not pruned until the lease is over', async () => {
  const { sweepId, trialIds } = await endedSweep({ ...rules, latest: true }, [0.3]);
  await store.sweeps.settle(sweepId);
  const [, older] = await store.checkpoints.list(trialIds[0]!);
  await store.checkpoints.lease({ checkpointId: older!.id, minutes: 15 });
  expect(await store.checkpoints.lease({ checkpointId: older!.id, minutes: 0 })).toEqual(older);
  expect(await store.checkpoints.pruneEnded(here)).toEqual([]);
  await sql`update checkpoints set leased_until = now() - interval '1 second' where id = ${older!.id}`;
  expect((await store.checkpoints.pruneEnded(here)).map(({ step }) => step)).toEqual([50]);
  await expect(store.checkpoints.lease({ checkpointId: older!.id, minutes: 1 })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('a lease holds while a trial trains as well, and under a plain number', async () => {
  const trial = await runningTrial(store, keeping(1));
  const { id } = await checkpoint(trial, 10, 1);
  await store.checkpoints.lease({ checkpointId: id, minutes: 1 });
  await checkpoint(trial, 20, 1);
  await checkpoint(trial, 30, 1);
  expect((await store.checkpoints.prune(trial.trialId)).map(({ step }) => step)).toEqual([20]);
});

test('bytes in the spool of another host are left to that host', async () => {
  const { sweepId } = await endedSweep({ ...rules, latest: true }, [0.3], 'host-b');
  await store.sweeps.settle(sweepId);
  expect(await store.checkpoints.pruneEnded(here)).toEqual([]);
  expect((await store.checkpoints.pruneEnded('host-b')).map(({ step }) => step)).toEqual([50]);
});

test('another rule holds for trials to come, for those that train, and for those that have ended', async () => {
  const { sweepId, trialIds } = await endedSweep(2, [0.1, 0.2]);
  const keep = { ...rules, best: true, topK: 1 };
  const row = await store.sweeps.retain({ sweepId, keep });
  expect(row.definition.checkpoint).toEqual({ everySteps: 10, keep });
  expect((await store.trials.get(trialIds[0]!)).config.checkpoint.keep).toEqual(keep);
  await store.sweeps.settle(sweepId);
  await store.checkpoints.pruneEnded(here);
  expect(await steps(trialIds[0]!)).toEqual([100]);
  expect(await steps(trialIds[1]!)).toEqual([]);

  const trial = await runningTrial(store, keeping(5));
  for (const step of [10, 20, 30]) await checkpoint(trial, step, 1);
  await store.sweeps.retain({ sweepId: trial.sweepId, keep: 1 });
  await store.checkpoints.prune(trial.trialId);
  expect(await steps(trial.trialId)).toEqual([30]);
  await expect(store.sweeps.retain({ sweepId: 'none', keep: 1 })).rejects.toMatchObject({ code: 'not-found' });
});
