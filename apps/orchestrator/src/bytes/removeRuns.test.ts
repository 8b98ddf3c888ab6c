import { randomBytes } from 'node:crypto';
import { testMlflow } from '@seesaw/local/testServices';
import { createMlflowClient, type MlflowClient } from '@seesaw/mlflow-ts/client';
import { pino } from 'pino';
import { beforeAll, expect, test } from 'vitest';
import { removeRuns } from './removeRuns.ts';

const log = pino({ level: 'silent' });
const files = ['checkpoints/global_step_10/state.safetensors', 'samples/step_10.png', 'samples/step_10.safetensors'];
let mlflow: MlflowClient;
let experimentId: string;
const nowhere = createMlflowClient({ baseUrl: 'http://127.0.0.1:9', backoff: { retries: 0 } });
const going = new AbortController().signal;

beforeAll(async () => {
  mlflow = createMlflowClient({ baseUrl: (await testMlflow()).url });
  experimentId = (await mlflow.experiments.getOrCreate(`remove-${randomBytes(6).toString('hex')}`)).id;
});

/** A run with a checkpoint and a sample. */
async function runWithBytes(): Promise<string> {
  const run = await mlflow.runs.create({ experimentId, name: 'deleted', startTimeMs: Date.now() });
  for (const file of files) {
    await mlflow.artifacts.put({ experimentId, runId: run.id, path: file, body: Buffer.from('bytes') });
  }
  return run.id;
}

const artifactsOf = async (runId: string) =>
  (await mlflow.artifacts.list({ experimentId, runId, path: '' })).map((entry) => entry.path).sort();

/** A store in which this sweep was deleted; `removed` counts as its row does. */
function deletedSweep(runIds: readonly string[]) {
  const note = { removed: 0 };
  const mlflowOfStore: Parameters<typeof removeRuns>[0]['store']['mlflow'] = {
    runsToRemove: async (limit) =>
      note.removed < runIds.length
        ? { sweepId: 's', removed: note.removed, runIds: runIds.slice(note.removed, note.removed + limit) }
        : undefined,
    runsRemoved: async ({ removed }) => {
      note.removed = removed;
    },
  };
  return { note, store: { mlflow: mlflowOfStore } };
}

test('the checkpoints and samples of a deleted sweep leave MLflow with their runs, those of another one stay', async () => {
  const [gone, kept] = [await runWithBytes(), await runWithBytes()];
  const { note, store } = deletedSweep([gone, 'no-such-run', gone]);
  expect(await removeRuns({ store, mlflow, log }, going)).toBe(true);
  expect(note.removed).toBe(3);
  expect(await removeRuns({ store, mlflow, log }, going)).toBe(false);
  expect(await artifactsOf(gone)).toEqual([]);
  expect(await mlflow.runs.get(gone)).toMatchObject({ lifecycleStage: 'deleted' });
  expect(await artifactsOf(kept)).toEqual(['checkpoints', 'samples']);
});

test('what an outage or a stop interrupts goes on where it was', async () => {
  const runs = [await runWithBytes(), await runWithBytes()];
  const { note, store } = deletedSweep(runs);
  let answers = 1;
  const flaky: MlflowClient = {
    ...mlflow,
    runs: { ...mlflow.runs, get: (runId) => (answers-- > 0 ? mlflow.runs.get(runId) : nowhere.runs.get(runId)) },
  };
  await expect(removeRuns({ store, mlflow: flaky, log }, going)).rejects.toMatchObject({ retryable: true });
  expect(note.removed).toBe(1);
  expect(await removeRuns({ store, mlflow, log }, AbortSignal.abort())).toBe(true);
  expect(note.removed).toBe(1);
  await removeRuns({ store, mlflow, log }, going);
  expect(note.removed).toBe(2);
  for (const runId of runs) expect(await artifactsOf(runId)).toEqual([]);
});
