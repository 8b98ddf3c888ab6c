import type { SampleListQuery } from '@seesaw/shared/queries';
import { checkpointRowSchema, sampleRowSchema } from '@seesaw/shared/records';
import { expect, test } from 'vitest';
import { begin, runningTrial } from '../testing/exampleSweep.ts';
import { store } from '../testing/testStore.ts';

function checkpoint(of: { trialId: number; attempt: number }, step: number, host = 'host-a') {
  const { trialId, attempt } = of;
  const location = `spool@${host}:sweep/1/global_step_${step}`;
  return store.checkpoints.save({
    trialId,
    attempt,
    step,
    stateSha: `sha-${step}`,
    bytes: 3e9,
    location,
    manifest: { step },
  });
}

function sample(of: { trialId: number; attempt: number }, step: number) {
  const { trialId, attempt } = of;
  const facts = { modes: 8, broken: Number.NaN };
  return store.samples.save({
    trialId,
    attempt,
    step,
    kind: 'points',
    pngLocation: 'spool@host-a:p',
    tensorsLocation: 'spool@host-a:t',
    facts,
  });
}

test('a checkpoint saved again after its upload stays where it is', async () => {
  const trial = await runningTrial(store);
  const saved = await checkpoint(trial, 10);
  expect(checkpointRowSchema.parse(saved)).toEqual(saved);
  await store.checkpoints.uploaded({ checkpointId: saved.id, location: 'mlflow:1/run/checkpoints/global_step_10' });
  const again = await checkpoint(trial, 10);
  expect(again).toEqual({ ...saved, location: 'mlflow:1/run/checkpoints/global_step_10' });
});

test('an attempt is offered the good checkpoints, newest first; a corrupt one is marked once and told', async () => {
  const trial = await runningTrial(store);
  const bad = [await checkpoint(trial, 10), await checkpoint(trial, 20), await checkpoint(trial, 30)][2]!;
  const tip = await store.events.tip();
  await store.checkpoints.markCorrupt({ checkpointId: bad.id, message: 'hash mismatch' });
  await store.checkpoints.markCorrupt({ checkpointId: bad.id, message: 'hash mismatch' });
  const { events } = await store.events.after({ cursor: tip, limit: 10 });
  expect(events.map((event) => event.kind)).toEqual(['checkpoint.corrupt']);
  expect((await begin(store, trial.trialId)).resume.map((row) => row.step)).toEqual([20, 10]);
  expect((await store.checkpoints.list(trial.trialId)).map((row) => row.corrupt)).toEqual([true, false, false]);
  expect(await store.trials.get(trial.trialId)).toMatchObject({ stateSha: 'sha-20', checkpointStep: 20 });
});

test('pruning keeps the newest good ones and the one that the running attempt came from', async () => {
  const trial = await runningTrial(store);
  await checkpoint(trial, 10);
  const { attempt } = await begin(store, trial.trialId);
  await store.segments.truncate({ trialId: trial.trialId, attempt, fromStep: 10 });
  const now = { trialId: trial.trialId, attempt };
  for (const step of [20, 30, 40]) await checkpoint(now, step);
  const corrupt = await checkpoint(now, 25);
  await store.checkpoints.markCorrupt({ checkpointId: corrupt.id, message: 'torn' });
  const pruned = await store.checkpoints.prune(trial.trialId);
  expect(pruned.map((row) => row.step)).toEqual([20, 25]);
  expect((await store.checkpoints.list(trial.trialId)).map((row) => row.step)).toEqual([40, 30, 10]);
  await store.segments.finish({ ...now, state: 'completed', step: 40, message: 'done' });
  expect((await store.checkpoints.prune(trial.trialId)).map((row) => row.step)).toEqual([10]);
});

test('only what lies on this host and has a run waits for upload, oldest first', async () => {
  const trial = await runningTrial(store);
  const first = await checkpoint(trial, 10, 'host-up');
  const second = await checkpoint(trial, 20, 'host-up');
  await checkpoint(trial, 30, 'host-other');
  const broken = await checkpoint(trial, 40, 'host-up');
  await store.checkpoints.markCorrupt({ checkpointId: broken.id, message: 'torn' });
  const waiting = () => store.checkpoints.waitingForUpload({ host: 'host-up', limit: 10 });
  expect(await waiting()).toEqual([]);
  const { sweepId, trialId } = trial;
  await store.mlflow.link({ sweepId, trialId, runId: 'run-9', experimentId: '4' });
  const target = { runId: 'run-9', experimentId: '4', sweepId, number: 1 };
  expect(await waiting()).toEqual([
    { ...first, ...target },
    { ...second, ...target },
  ]);
  await store.checkpoints.uploaded({ checkpointId: first.id, location: 'mlflow:4/run-9/a' });
  expect((await waiting()).map((row) => row.step)).toEqual([20]);
});

test('samples are listed by trial and step, keep finite facts, and wait for upload until both files have moved', async () => {
  const trial = await runningTrial(store);
  const { sweepId, trialId } = trial;
  const saved = [await sample(trial, 0), await sample(trial, 50), await sample(trial, 100)];
  expect(sampleRowSchema.parse(saved[0])).toEqual(saved[0]);
  expect(saved[0]?.facts).toEqual({ modes: 8 });
  expect(await sample(trial, 0)).toEqual(saved[0]);
  const list = async (query: Omit<SampleListQuery, 'limit'>) =>
    (await store.samples.list({ ...query, limit: 10 })).items;
  expect(await list({ sweepId })).toEqual(saved);
  expect(await list({ trialIds: [trialId], fromStep: 1, toStep: 50 })).toEqual([saved[1]]);
  expect(await list({ trialIds: [] })).toEqual([]);
  const first = await store.samples.list({ sweepId, limit: 2 });
  expect(first.items).toEqual(saved.slice(0, 2));
  expect(await store.samples.list({ sweepId, limit: 2, cursor: first.nextCursor! })).toEqual({
    items: saved.slice(2),
    nextCursor: null,
  });
  expect((await store.samples.list({ sweepId, limit: 3 })).nextCursor).toBeNull();
  await expect(store.samples.list({ sweepId, limit: 2, cursor: '1.x' })).rejects.toMatchObject({ code: 'not-found' });
  await store.mlflow.link({ sweepId, trialId, runId: 'run-8', experimentId: '4' });
  const waiting = await store.samples.waitingForUpload({ host: 'host-a', limit: 2 });
  expect(waiting.map((row) => [row.id, row.runId])).toEqual([
    [saved[0]!.id, 'run-8'],
    [saved[1]!.id, 'run-8'],
  ]);
  await store.samples.uploaded({
    sampleId: saved[0]!.id,
    pngLocation: 'mlflow:4/run-8/p',
    tensorsLocation: 'mlflow:4/run-8/t',
  });
  expect((await store.samples.get(saved[0]!.id)).pngLocation).toBe('mlflow:4/run-8/p');
  expect(await store.samples.waitingForUpload({ host: 'host-a', limit: 9 })).toHaveLength(2);
});
