import { expect, test } from 'vitest';
import type { MirrorWork } from '../storePort.ts';
import { begin, newTrials } from '../testing/exampleSweep.ts';
import { store } from '../testing/testStore.ts';

async function mirror(work: MirrorWork, metricsToStep = 0): Promise<void> {
  const { sweepId, trialId, version } = work;
  await store.mlflow.mirrored({ sweepId, trialId, version, metricsToStep });
}

test('what changed is pending until that version is mirrored; a change meanwhile keeps it pending', async () => {
  const { sweepId, trials } = await newTrials(store, 2);
  const [first, second] = trials.map((trial) => trial.trialId) as [number, number];
  const all = await store.mlflow.pending(10);
  expect(all.map((work) => work.trialId)).toEqual([null, first, second]);
  expect(await store.mlflow.pending(1)).toEqual([all[0]]);
  expect(all.map((work) => work.first)).toEqual([true, true, true]);

  const { attempt } = await begin(store, first);
  for (const work of all) await mirror(work);
  expect((await store.mlflow.pending(10)).map((work) => work.trialId)).toEqual([first]);

  await store.metrics.append({ trialId: first, attempt, points: [{ metric: 'm', step: 40, value: 1, at: 0 }] });
  for (const work of await store.mlflow.pending(10)) await mirror(work, 40);
  expect(await store.mlflow.pending(10)).toEqual([]);

  // The step and all columns stay as they are: only the points are new.
  await store.metrics.append({ trialId: first, attempt, points: [{ metric: 'late', step: 40, value: 1, at: 0 }] });
  expect(await store.mlflow.pending(10)).toMatchObject([{ sweepId, trialId: first, metricsToStep: 40 }]);

  await store.segments.truncate({ trialId: first, attempt, fromStep: 30 });
  expect(await store.mlflow.pending(10)).toMatchObject([{ trialId: first, metricsToStep: 30 }]);
  for (const work of await store.mlflow.pending(10)) await mirror(work, 30);

  await store.sweeps.applyCommand({ sweepId, command: { kind: 'pause' }, commandId: 'pause' });
  expect((await store.mlflow.pending(10)).map((work) => work.trialId)).toEqual([null]);
});

test('the first claim of a run holds for everybody', async () => {
  const { sweepId, trials } = await newTrials(store, 1);
  const { trialId } = trials[0]!;
  const claims = ['run-a', 'run-b', 'run-c'].map((runId) =>
    store.mlflow.link({ sweepId, trialId, runId, experimentId: `exp-${runId}` }),
  );
  const runs = await Promise.all(claims);
  expect(new Set(runs.map((run) => run.runId)).size).toBe(1);
  expect(runs[0]?.experimentId).toBe(`exp-${runs[0]?.runId}`);
  await store.mlflow.link({ sweepId, trialId: null, runId: 'parent', experimentId: '1' });
  expect((await store.trials.get(trialId)).mlflowRunId).toBe(runs[0]?.runId);
  const first = async () => (await store.mlflow.pending(10)).find((work) => work.trialId === trialId)?.first;
  expect(await first()).toBe(true);
  for (const work of await store.mlflow.pending(10)) await mirror(work);
  await begin(store, trialId);
  expect(await first()).toBe(false);
  expect((await store.sweeps.get(sweepId)).mlflowRunId).toBe('parent');
});

test('a run that was made for a deleted sweep joins those that are to be removed, once, also when all others are gone', async () => {
  const { sweepId } = await newTrials(store, 1);
  await store.mlflow.link({ sweepId, trialId: null, runId: 'parent', experimentId: '1' });
  await store.mlflow.leftBehind({ sweepId, runId: 'early' });
  await store.sweeps.applyCommand({ sweepId, command: { kind: 'cancel' }, commandId: 'cancel' });
  await store.sweeps.settle(sweepId);
  await store.sweeps.delete(sweepId);
  for (const runId of ['late', 'late', 'parent']) await store.mlflow.leftBehind({ sweepId, runId });
  const left = async () => (await store.mlflow.runsToRemove(10))?.runIds;
  expect(await left()).toEqual(['parent', 'late']);
  await store.mlflow.runsRemoved({ sweepId, removed: 2 });
  expect(await left()).toBeUndefined();
  await store.mlflow.leftBehind({ sweepId, runId: 'late' });
  expect(await left()).toEqual(['late']);
});
