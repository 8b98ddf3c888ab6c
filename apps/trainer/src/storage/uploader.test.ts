import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMlflowClient } from '@seesaw/mlflow-ts/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { quiet, scriptedConfig } from '../fixtures/scriptedSlot.ts';
import { type TestTrainer, testTrainer } from '../fixtures/testTrainer.ts';
import { createArtifactStore } from './artifactStore.ts';
import { startUploader, type Uploader } from './uploader.ts';

let trainer: TestTrainer;
let experimentId: string;
beforeAll(async () => {
  trainer = await testTrainer();
  experimentId = (await trainer.mlflow.experiments.getOrCreate('trainer-uploader')).id;
});
afterAll(() => trainer.close());

/** Rounds only when asked. */
async function uploading<T>(
  work: (uploader: Uploader) => Promise<T>,
  artifacts = trainer.deps.artifacts,
  keepSamplesMs = 0,
): Promise<T> {
  const { spool, garbage } = trainer.deps;
  const options = { store: trainer.store, spool, artifacts, garbage, log: quiet, keepSamplesMs };
  const uploader = startUploader({ ...options, everyMs: 3_600_000 });
  try {
    return await work(uploader);
  } finally {
    await uploader.close();
  }
}

/** A trial with a run in MLflow and checkpoints of steps 8 and 10 in the spool. */
async function trained(config = scriptedConfig()) {
  const trial = await trainer.newTrial(config);
  const run = await trainer.mlflow.runs.create({ experimentId, name: trial.sweepId, startTimeMs: Date.now() });
  await trainer.store.mlflow.link({ ...trial, runId: run.id, experimentId });
  await trainer.train(trial.trialId).done;
  return { ...trial, runId: run.id };
}

const locations = async (trialId: number) =>
  (await trainer.store.checkpoints.list(trialId)).map(({ location }) => location).sort();

async function rounds(uploader: Uploader): Promise<void> {
  while ((await uploader.round()) > 0);
}

describe('the uploader', () => {
  it('moves checkpoints to the run of the trial and points the rows there', async () => {
    const { trialId, runId, sweepId, number } = await trained();
    await uploading(rounds);
    const at = (step: number) => `mlflow:${experimentId}/${runId}/checkpoints/global_step_${step}`;
    expect(await locations(trialId)).toEqual([at(10), at(8)]);
    const files = await trainer.mlflow.artifacts.list({ experimentId, runId, path: 'checkpoints/global_step_10' });
    expect(files.map(({ path }) => path).sort()).toEqual([
      'checkpoints/global_step_10/manifest.json',
      'checkpoints/global_step_10/state.safetensors',
    ]);
    expect(await trainer.deps.spool.checkpointSteps({ sweepId, number }), 'the trial ended').toEqual([]);
  });

  it('keeps the newest checkpoint here as long as the trial may go on', async () => {
    const trial = await trainer.newTrial(scriptedConfig({ die_at: 9, die_how: 'exit 3' }));
    const run = await trainer.mlflow.runs.create({ experimentId, name: trial.sweepId, startTimeMs: Date.now() });
    await trainer.store.mlflow.link({ ...trial, runId: run.id, experimentId });
    await expect(trainer.train(trial.trialId).done).rejects.toMatchObject({ code: 'trainer-child-died' });
    await uploading(rounds);
    expect(await trainer.deps.spool.checkpointSteps(trial)).toEqual([8]);
    expect(await locations(trial.trialId)).toEqual([
      expect.stringMatching(/^mlflow/),
      expect.stringMatching(/^mlflow/),
    ]);
  });

  it('waits for a trial that has no run in MLflow yet', async () => {
    const { trialId } = await trainer.newTrial(scriptedConfig());
    await trainer.train(trialId).done;
    await uploading(rounds);
    expect(await locations(trialId)).toEqual([expect.stringMatching(/^spool@/), expect.stringMatching(/^spool@/)]);
  });

  it('loses nothing while MLflow is away', async () => {
    const { trialId } = await trained();
    const away = createArtifactStore(createMlflowClient({ baseUrl: 'http://127.0.0.1:9', backoff: { retries: 0 } }));
    await expect(uploading(rounds, away)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await locations(trialId)).toEqual([expect.stringMatching(/^spool@/), expect.stringMatching(/^spool@/)]);
    await uploading(rounds);
    expect(await locations(trialId)).toEqual([expect.stringMatching(/^mlflow/), expect.stringMatching(/^mlflow/)]);
  });

  it('uploads by itself when woken', async () => {
    await uploading(async (uploader) => {
      const { trialId } = await trained();
      uploader.wake();
      const uploaded = [expect.stringMatching(/^mlflow/), expect.stringMatching(/^mlflow/)];
      await vi.waitFor(async () => expect(await locations(trialId)).toEqual(uploaded), { timeout: 50_000 });
    });
  });

  it('uploads what waits before it closes, if it is given time and MLflow is not away', async () => {
    const { trialId } = await trained();
    const { spool, garbage, artifacts } = trainer.deps;
    const away = createArtifactStore(createMlflowClient({ baseUrl: 'http://127.0.0.1:9', backoff: { retries: 0 } }));
    const closed = async (to: typeof artifacts, ms?: number) => {
      const rest = { store: trainer.store, spool, garbage, log: quiet };
      const uploader = startUploader({ ...rest, artifacts: to, everyMs: 3_600_000 });
      await uploader.close(ms);
      return locations(trialId);
    };
    const here = [expect.stringMatching(/^spool@/), expect.stringMatching(/^spool@/)];
    expect(await closed(artifacts)).toEqual(here);
    expect(await closed(away, 20_000)).toEqual(here);
    expect(await closed(artifacts, 20_000)).toEqual([
      expect.stringMatching(/^mlflow/),
      expect.stringMatching(/^mlflow/),
    ]);
  });

  it('says that a checkpoint is lost when its files are gone, and goes on with the next', async () => {
    const { trialId, sweepId, number } = await trained();
    await rm(trainer.deps.spool.checkpointFolder({ sweepId, number }, 8), { recursive: true });
    await uploading(rounds);
    const rows = await trainer.store.checkpoints.list(trialId);
    expect(rows.map(({ step, corrupt }) => [step, corrupt])).toEqual([
      [10, false],
      [8, true],
    ]);
    expect(rows[0]?.location).toMatch(/^mlflow/);
  });

  it.each([
    ['after a while', 0],
    ['at the latest when it closes', 3_600_000],
  ])('moves samples and removes the local files %s', async (_, keepSamplesMs) => {
    const { runId } = await trained();
    const row = await trainer.newTrial(scriptedConfig());
    await trainer.store.mlflow.link({ ...row, runId, experimentId });
    const { spool } = trainer.deps;
    const folder = join(spool.trialFolder(row), 'samples');
    await mkdir(folder, { recursive: true });
    const [png, tensors] = [join(folder, 'step_5.png'), join(folder, 'step_5.safetensors')];
    for (const file of [png, tensors]) await writeFile(file, file);
    const start = await trainer.store.segments.start({
      trialId: row.trialId,
      workerId: 'w',
      host: 'test-host',
      slot: 0,
    });
    const sample = await trainer.store.samples.save({
      trialId: row.trialId,
      attempt: start.attempt,
      step: 5,
      kind: 'images',
      pngLocation: spool.locationOf(png),
      tensorsLocation: spool.locationOf(tensors),
      facts: { count: 64 },
    });
    await uploading(
      async (uploader) => {
        await rounds(uploader);
        if (keepSamplesMs === 0) await expect(access(png)).rejects.toThrow(/ENOENT/);
      },
      trainer.deps.artifacts,
      keepSamplesMs,
    );
    expect(await trainer.store.samples.get(sample.id)).toMatchObject({
      pngLocation: `mlflow:${experimentId}/${runId}/samples/step_5.png`,
      tensorsLocation: `mlflow:${experimentId}/${runId}/samples/step_5.safetensors`,
    });
    await expect(access(png)).rejects.toThrow(/ENOENT/);
  });

  it('lets no number of lost samples keep others from MLflow, nor a spool that was emptied', async () => {
    const { runId } = await trained();
    const row = await trainer.newTrial(scriptedConfig());
    await trainer.store.mlflow.link({ ...row, runId, experimentId });
    const { spool } = trainer.deps;
    await rm(spool.root, { recursive: true });
    const folder = join(spool.trialFolder(row), 'samples');
    const { attempt } = await trainer.store.segments.start({
      trialId: row.trialId,
      workerId: 'w',
      host: 'test-host',
      slot: 0,
    });
    const save = (step: number) => {
      const [pngLocation, tensorsLocation] = [`step_${step}.png`, `step_${step}.safetensors`].map((file) =>
        spool.locationOf(join(folder, file)),
      ) as [string, string];
      const files = { kind: 'images', pngLocation, tensorsLocation, facts: { count: 1 } } as const;
      return trainer.store.samples.save({ trialId: row.trialId, attempt, step, ...files });
    };
    for (let step = 1; step <= 25; step += 1) await save(step);
    await mkdir(folder, { recursive: true });
    for (const end of ['png', 'safetensors']) await writeFile(join(folder, `step_26.${end}`), end);
    const { id } = await save(26);
    await uploading(async (uploader) => {
      await uploader.round();
      await uploader.round();
    });
    expect((await trainer.store.samples.get(id)).pngLocation).toMatch(/^mlflow:/);
  });

  it('removes from MLflow and from here what the rules of an ended sweep no longer hold', async () => {
    const keep = { latest: true, best: false, every: null, topK: null };
    const { trialId, sweepId, number, runId } = await trained(scriptedConfig({}, { keep }));
    await uploading(rounds);
    const artifacts = { experimentId, runId, path: 'checkpoints' };
    expect(await trainer.mlflow.artifacts.list(artifacts)).toHaveLength(2);
    expect(await trainer.store.sweeps.settle(sweepId)).toEqual({ state: 'completed' });
    await uploading(rounds);
    const left = await trainer.mlflow.artifacts.list(artifacts);
    expect(left.map(({ path }) => path)).toEqual(['checkpoints/global_step_10']);
    expect((await trainer.store.checkpoints.list(trialId)).map(({ step }) => step)).toEqual([10]);
    expect(await trainer.deps.spool.checkpointSteps({ sweepId, number })).toEqual([]);
  });
});
