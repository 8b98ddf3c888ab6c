import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { testMlflow } from '@seesaw/local/testServices';
import { createMlflowClient, type MlflowClient } from '@seesaw/mlflow-ts/client';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { byteRemover } from './removeBytes.ts';

const log = pino({ level: 'silent' });
const files = ['checkpoints/global_step_10/state.safetensors', 'samples/step_10.png', 'samples/step_10.safetensors'];
let mlflow: MlflowClient;
let experimentId: string;
let spoolDir: string;

beforeAll(async () => {
  mlflow = createMlflowClient({ baseUrl: (await testMlflow()).url });
  experimentId = (await mlflow.experiments.getOrCreate(`remove-${randomBytes(6).toString('hex')}`)).id;
  spoolDir = await mkdtemp(path.join(tmpdir(), 'seesaw-remove-'));
});
afterAll(() => rm(spoolDir, { recursive: true, force: true }));

/** A sweep with one trial, whose checkpoint and sample lie in the spool and in MLflow. */
async function sweepWithBytes(sweepId: string): Promise<string> {
  const run = await mlflow.runs.create({ experimentId, name: sweepId, startTimeMs: Date.now() });
  for (const file of files) {
    const local = path.join(spoolDir, sweepId, '1', file);
    await mkdir(path.dirname(local), { recursive: true });
    await writeFile(local, 'bytes');
    await mlflow.artifacts.put({ experimentId, runId: run.id, path: file, body: Buffer.from('bytes') });
  }
  return run.id;
}

const artifactsOf = async (runId: string) =>
  (await mlflow.artifacts.list({ experimentId, runId, path: '' })).map((entry) => entry.path).sort();

test('the checkpoints and samples of a deleted sweep leave the spool and MLflow, those of another one stay', async () => {
  const [gone, kept] = [await sweepWithBytes('sweep-a'), await sweepWithBytes('sweep-b')];
  const remove = byteRemover({ spoolDir, mlflow, log });
  await remove({ sweepId: 'sweep-a', mlflowRunIds: [gone] });
  expect(await readdir(spoolDir)).toEqual(['sweep-b']);
  expect(await artifactsOf(gone)).toEqual([]);
  expect(await mlflow.runs.get(gone)).toMatchObject({ lifecycleStage: 'deleted' });
  expect(await artifactsOf(kept)).toEqual(['checkpoints', 'samples']);
  // A delete that broke off is sent again.
  await remove({ sweepId: 'sweep-a', mlflowRunIds: [gone, 'no-such-run'] });
});
