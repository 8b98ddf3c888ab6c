import { randomBytes } from 'node:crypto';
import { testMlflow, testPostgres } from '@seesaw/local/testServices';
import { createMlflowClient, type MlflowClient } from '@seesaw/mlflow-ts/client';
import { MlflowUnavailable } from '@seesaw/mlflow-ts/errors';
import type { Run } from '@seesaw/mlflow-ts/run';
import { migrate } from '@seesaw/store/migrate';
import { createStore } from '@seesaw/store/store';
import type { Store } from '@seesaw/store/storePort';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeRuns } from '../bytes/removeRuns.ts';
import { suggest } from '../sweeps/suggest.ts';
import { testSweep } from '../testing/testSweep.ts';
import { createMirror } from './mirror.ts';

const log = pino({ level: 'silent' });
let store: Store;
let mlflow: MlflowClient;
let drop: () => Promise<void>;

beforeAll(async () => {
  const [postgres, { url }] = await Promise.all([testPostgres(), testMlflow()]);
  drop = postgres.drop;
  await migrate({ databaseUrl: postgres.url });
  store = createStore({ databaseUrl: postgres.url });
  mlflow = createMlflowClient({ baseUrl: url });
});
afterAll(async () => {
  await store.close();
  await drop();
});

const newExperiment = () => `mirror-${randomBytes(6).toString('hex')}`;

/** A sweep with one suggested trial. */
async function oneTrial(description = '') {
  const { row } = await store.sweeps.create({
    sweep: { ...testSweep, description, plannedTrials: 1, metric: { name: 'train/d_loss', goal: 'minimize' } },
    yaml: 'name: mirrored',
  });
  const { trials } = await store.sweeps.nextTrials({ sweepId: row.id, open: [], count: 1, suggest });
  return { sweepId: row.id, trialId: trials[0]!.trialId };
}

async function train(trialId: number, steps: { from: number; to: number }, value = (step: number) => step) {
  const start = await store.segments.start({ trialId, workerId: 'w', host: 'h', slot: 0 });
  const { attempt } = start;
  await store.segments.truncate({ trialId, attempt, fromStep: steps.from });
  const points = [];
  for (let step = steps.from + 1; step <= steps.to; step += 1) {
    points.push({ metric: 'train/d_loss', step, value: value(step), at: Date.now() });
  }
  await store.metrics.append({ trialId, attempt, points });
  return attempt;
}

async function runs(experiment: string): Promise<{ parent: Run; children: Run[] }> {
  const { id } = (await mlflow.experiments.findByName(experiment))!;
  const all: Run[] = [];
  for await (const run of mlflow.runs.search({ experimentIds: [id] })) all.push(run);
  const parents = all.filter((run) => run.tags['seesaw.kind'] === 'sweep');
  expect(parents).toHaveLength(1);
  return { parent: parents[0]!, children: all.filter((run) => run.tags['seesaw.kind'] === 'trial') };
}

test('a sweep and its trial become a parent and a child run with params, tags, curve, status and the sweep file', async () => {
  const experiment = newExperiment();
  const mirror = createMirror({ store, mlflow, log, experimentName: experiment });
  const { sweepId, trialId } = await oneTrial();
  const attempt = await train(trialId, { from: 0, to: 100 });
  await store.segments.finish({ trialId, attempt, state: 'completed', step: 100, message: 'done' });
  await store.sweeps.settle(sweepId);
  await mirror.round();

  const { parent, children } = await runs(experiment);
  expect(parent).toMatchObject({ name: 'test', status: 'FINISHED', params: { recipe: 'ring-mlp', method: 'grid' } });
  const yaml = await mlflow.artifacts.get({ experimentId: parent.experimentId, runId: parent.id, path: 'sweep.yaml' });
  expect(Buffer.from(yaml).toString()).toBe('name: mirrored');
  expect(children).toHaveLength(1);
  const [child] = children;
  expect(child).toMatchObject({
    name: 'test-0001',
    status: 'FINISHED',
    params: { lr_ratio: '0.5', steps: '100', dataset: 'ring' },
    tags: { 'mlflow.parentRunId': parent.id, 'seesaw.trial_id': String(trialId), 'seesaw.state': 'completed' },
  });
  const history = await mlflow.metrics.history(child!.id, 'train/d_loss');
  expect(history.map((point) => point.value)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  expect((await store.trials.get(trialId)).mlflowRunId).toBe(child!.id);
});

test('notes and tags become the description and a tag of the run, once MLflow is back as they are then, and go when they are removed', async () => {
  const experiment = newExperiment();
  const { sweepId, trialId } = await oneTrial('Two knobs.');
  const mirror = createMirror({ store, mlflow, log, experimentName: experiment });
  await mirror.round();
  const [{ id }] = (await runs(experiment)).children as [Run];
  const own = 'noted in MLflow by a person';
  await mlflow.runs.setTag(id, 'mlflow.note.content', own);
  const attempt = await train(trialId, { from: 0, to: 10 });
  await store.segments.finish({ trialId, attempt, state: 'completed', step: 10, message: 'done' });
  await mirror.round();
  expect((await runs(experiment)).children[0]?.tags['mlflow.note.content']).toBe(own);

  const nowhere = createMlflowClient({ baseUrl: 'http://127.0.0.1:9', backoff: { retries: 0 } });
  const away = createMirror({ store, mlflow: nowhere, log, experimentName: experiment });
  await store.sweeps.remark({ sweepId, remark: { notes: 'a draft', tags: ['draft'] } });
  await store.trials.remark({ trialId, remark: { notes: '😀'.repeat(9_000), tags: ['odd', 'say "hi"'] } });
  await expect(away.round()).rejects.toBeInstanceOf(MlflowUnavailable);
  await store.sweeps.remark({ sweepId, remark: { notes: '<b>of the paper</b>' } });
  for (const again of [mirror, createMirror({ store, mlflow, log, experimentName: experiment })]) {
    await again.round();
    const { parent, children } = await runs(experiment);
    expect(parent.tags).toMatchObject({
      'mlflow.note.content': 'Two knobs.\n\n<b>of the paper</b>',
      'seesaw.tags': '["draft"]',
    });
    expect(children.map((run) => run.tags['seesaw.tags'])).toEqual(['["odd","say \\"hi\\""]']);
    expect(children[0]?.tags['mlflow.note.content']).toBe(`${'😀'.repeat(7_999)}…`);
  }

  await store.trials.remark({ trialId, remark: { notes: '', tags: [] } });
  await mirror.round();
  expect((await runs(experiment)).children[0]?.tags).toMatchObject({ 'mlflow.note.content': '', 'seesaw.tags': '[]' });
});

test('a retried trial is RUNNING again and its replayed steps are not doubled', async () => {
  const experiment = newExperiment();
  const mirror = createMirror({ store, mlflow, log, experimentName: experiment });
  const { sweepId, trialId } = await oneTrial();
  await train(trialId, { from: 0, to: 60 });
  await store.trials.close({ trialId, state: 'failed', code: 'data-set', message: 'no file' });
  await store.sweeps.settle(sweepId);
  await mirror.round();
  expect((await runs(experiment)).children[0]).toMatchObject({ status: 'FAILED' });

  await store.sweeps.applyCommand({
    sweepId,
    command: { kind: 'retry', from: 'checkpoint' },
    commandId: `${sweepId}/r`,
  });
  const attempt = await train(trialId, { from: 20, to: 100 });
  await mirror.round();
  const [reopened] = (await runs(experiment)).children;
  expect(reopened).toMatchObject({ status: 'RUNNING', endTimeMs: null });

  await store.segments.finish({ trialId, attempt, state: 'completed', step: 100, message: 'done' });
  await mirror.round();
  const { children } = await runs(experiment);
  expect(children.map((run) => run.status)).toEqual(['FINISHED']);
  const steps = (await mlflow.metrics.history(children[0]!.id, 'train/d_loss')).map((point) => point.step);
  expect(steps).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
});

test('a mirror that was killed between making a run and noting it finds the run again', async () => {
  const experiment = newExperiment();
  const { trialId, sweepId } = await oneTrial();
  const { id: experimentId } = await mlflow.experiments.getOrCreate(experiment);
  const identity = { 'seesaw.sweep_id': sweepId, 'seesaw.trial_id': String(trialId), 'seesaw.kind': 'trial' };
  const made = await mlflow.runs.create({ experimentId, name: 'test-0001', startTimeMs: 1, tags: identity });
  const mirror = createMirror({ store, mlflow, log, experimentName: experiment });
  await mirror.round();
  await createMirror({ store, mlflow, log, experimentName: experiment }).round();
  expect((await runs(experiment)).children.map((run) => run.id)).toEqual([made.id]);
});

test('however many trials a round meets, their sweep is read once for all of them', async () => {
  const experiment = newExperiment();
  const { row } = await store.sweeps.create({
    sweep: { ...testSweep, plannedTrials: 4, metric: { name: 'train/d_loss', goal: 'minimize' } },
    yaml: 'name: mirrored',
  });
  await store.sweeps.nextTrials({ sweepId: row.id, open: [], count: 4, suggest });
  let asked = 0;
  const counting: Store = {
    ...store,
    sweeps: {
      ...store.sweeps,
      get: (id) => {
        asked += 1;
        return store.sweeps.get(id);
      },
    },
  };
  await createMirror({ store: counting, mlflow, log, experimentName: experiment }).round();
  const { parent, children } = await runs(experiment);
  expect(children).toHaveLength(4);
  for (const child of children) expect(child.tags['mlflow.parentRunId']).toBe(parent.id);
  // Once for making its run, once for what the run says.
  expect(asked).toBe(2);
});

test('a sweep that is deleted while a round is under way is passed over, and the round goes on', async () => {
  const experiment = newExperiment();
  const deleted = await oneTrial();
  const { sweepId } = await oneTrial();
  const cancel = { kind: 'cancel' } as const;
  await store.sweeps.applyCommand({ sweepId: deleted.sweepId, command: cancel, commandId: `${deleted.sweepId}/c` });
  await store.sweeps.settle(deleted.sweepId);
  const overtaken: Store = {
    ...store,
    mlflow: {
      ...store.mlflow,
      async pending(limit) {
        const listed = await store.mlflow.pending(limit);
        await store.sweeps.delete(deleted.sweepId);
        return listed;
      },
    },
  };
  await createMirror({ store: overtaken, mlflow, log, experimentName: experiment }).round();
  const { parent, children } = await runs(experiment);
  expect(parent.tags['seesaw.sweep_id']).toBe(sweepId);
  expect(children).toHaveLength(1);
});

test('a sweep that is deleted while its runs are made leaves them to those who remove what it had', async () => {
  const experiment = newExperiment();
  const { sweepId } = await oneTrial();
  await store.sweeps.applyCommand({ sweepId, command: { kind: 'cancel' }, commandId: `${sweepId}/c` });
  await store.sweeps.settle(sweepId);
  // Its parent run is linked, its trial's is only made.
  const overtaken: Store = {
    ...store,
    mlflow: {
      ...store.mlflow,
      async link(input) {
        if (input.sweepId === sweepId && input.trialId !== null) await store.sweeps.delete(sweepId);
        return store.mlflow.link(input);
      },
    },
  };
  await createMirror({ store: overtaken, mlflow, log, experimentName: experiment }).round();
  const { parent, children } = await runs(experiment);
  expect(children).toHaveLength(1);
  expect(await store.mlflow.runsToRemove(10)).toEqual({ sweepId, removed: 0, runIds: [parent.id, children[0]!.id] });
  await removeRuns({ store, mlflow, log }, new AbortController().signal);
  expect(await store.mlflow.runsToRemove(10)).toBeUndefined();
  for (const { id } of [parent, ...children]) expect((await mlflow.runs.get(id)).lifecycleStage).toBe('deleted');
});

test('settings arrive also where MLflow went away right after the run was made', async () => {
  const experiment = newExperiment();
  await oneTrial();
  const nowhere = createMlflowClient({ baseUrl: 'http://127.0.0.1:9', backoff: { retries: 0 } });
  const cut: MlflowClient = { ...mlflow, metrics: nowhere.metrics };
  await expect(createMirror({ store, mlflow: cut, log, experimentName: experiment }).round()).rejects.toThrow();
  const mirror = createMirror({ store, mlflow, log, experimentName: experiment });
  await mirror.round();
  const { parent, children } = await runs(experiment);
  expect(parent.params).toMatchObject({ recipe: 'ring-mlp', method: 'grid' });
  expect(children.map(({ params }) => params.lr_ratio)).toEqual(['0.5']);
});

test('a round that is stopped leaves the rest for the next one', async () => {
  const experiment = newExperiment();
  const { sweepId } = await oneTrial();
  const waiting = async () => (await store.mlflow.pending(100)).filter((work) => work.sweepId === sweepId).length;
  const before = await waiting();
  const mirror = createMirror({ store, mlflow, log, experimentName: experiment });
  await mirror.round(AbortSignal.abort());
  expect(before).toBeGreaterThan(0);
  expect(await waiting()).toBe(before);
  await mirror.round();
  expect(await waiting()).toBe(0);
});

test('while MLflow is away nothing is lost, and it catches up; NaN is counted, not sent', async () => {
  const experiment = newExperiment();
  const { sweepId, trialId } = await oneTrial();
  const nowhere = createMlflowClient({ baseUrl: 'http://127.0.0.1:9', backoff: { retries: 0 } });
  const away = createMirror({ store, mlflow: nowhere, log, experimentName: experiment });
  await expect(away.round()).rejects.toBeInstanceOf(MlflowUnavailable);
  const attempt = await train(trialId, { from: 0, to: 10 }, (step) => (step === 10 ? Number.NaN : step));
  await expect(away.round()).rejects.toBeInstanceOf(MlflowUnavailable);
  await store.segments.finish({ trialId, attempt, state: 'diverged', step: 10, message: 'NaN' });
  await store.sweeps.settle(sweepId);

  await createMirror({ store, mlflow, log, experimentName: experiment }).round();
  const { parent, children } = await runs(experiment);
  expect(parent.status).toBe('FINISHED');
  expect(children[0]?.tags).toMatchObject({ 'seesaw.state': 'diverged', 'seesaw.non_finite': '{"train/d_loss":1}' });
  expect(await mlflow.metrics.history(children[0]!.id, 'train/d_loss')).toHaveLength(9);
  expect((await store.mlflow.pending(10)).filter((work) => work.sweepId === sweepId)).toEqual([]);
});
