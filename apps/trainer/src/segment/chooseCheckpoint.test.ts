import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testMlflow } from '@seesaw/local/testServices';
import { createMlflowClient, type MlflowClient } from '@seesaw/mlflow-ts/client';
import type { CheckpointRow } from '@seesaw/shared/records';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkpointOnDisk } from '../fixtures/checkpointOnDisk.ts';
import { quiet } from '../fixtures/scriptedSlot.ts';
import { createArtifactStore } from '../storage/artifactStore.ts';
import { formatLocation } from '../storage/location.ts';
import { openSpool, type Spool } from '../storage/spool.ts';
import { chooseCheckpoint } from './chooseCheckpoint.ts';
import { checkpointFiles } from './verifyCheckpoint.ts';

const trial = { sweepId: 'sweep', number: 1 };
let mlflow: MlflowClient;
let root: string;
let spool: Spool;

beforeAll(async () => {
  mlflow = createMlflowClient({ baseUrl: (await testMlflow()).url });
});
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'seesaw-spool-'));
  spool = await openSpool({ root, host: 'here' });
  return () => rm(root, { recursive: true, force: true });
});

const local = (step: number) => {
  const folder = spool.checkpointFolder(trial, step);
  return checkpointOnDisk({ folder, step, location: spool.locationOf(folder) });
};

/** Where another host is there, what becomes of its rows each time one of them is read again, and how long it is waited for. */
interface Elsewhere {
  readonly isThere?: () => boolean;
  readonly reread?: (row: CheckpointRow, time: number) => CheckpointRow | undefined;
  readonly uploadMs?: number;
}

async function choose(
  candidates: readonly CheckpointRow[],
  artifacts = createArtifactStore(mlflow),
  { isThere = () => false, reread = (row) => row, uploadMs = 60_000 }: Elsewhere = {},
) {
  const bad: string[] = [];
  let times = 0;
  const chosen = await chooseCheckpoint({
    trial,
    candidates,
    spool,
    artifacts,
    signal: new AbortController().signal,
    log: quiet,
    reread: async (row) => {
      times += 1;
      return reread(row, times);
    },
    isThere: async () => isThere(),
    uploadMs,
    onBad: async (row, message) => {
      bad.push(`${row.step}: ${message}`);
    },
  });
  return { ...chosen, bad };
}

describe('the checkpoint to resume from', () => {
  it('is the newest one', async () => {
    const rows = [await local(20), await local(10)];
    expect(await choose(rows)).toEqual({ folder: spool.checkpointFolder(trial, 20), step: 20, bad: [] });
  });

  it('is none when there are no candidates: from scratch', async () => {
    expect(await choose([])).toEqual({ folder: null, step: 0, bad: [] });
  });

  it.each([
    ['torn', async (folder: string) => truncate(join(folder, 'state.safetensors'), 3), /has SHA-256/],
    ['of other bytes', async (folder: string) => writeFile(join(folder, 'state.safetensors'), 'xx'), /has SHA-256/],
    ['without manifest', async (folder: string) => rm(join(folder, 'manifest.json')), /files are not there/],
    ['with half a manifest', async (folder: string) => truncate(join(folder, 'manifest.json'), 20), /cannot be read/],
    ['gone', async (folder: string) => rm(folder, { recursive: true }), /files are not there/],
  ])('is an older one when the newest is %s, and the newest is reported', async (_what, spoil, why) => {
    const rows = [await local(20), await local(10)];
    await spoil(spool.checkpointFolder(trial, 20));
    const { step, bad } = await choose(rows);
    expect(step).toBe(10);
    expect(bad).toEqual([expect.stringMatching(why)]);
  });

  it('is never that of another trial or step', async () => {
    const row = await local(20);
    await checkpointOnDisk({ folder: spool.checkpointFolder(trial, 20), step: 20, location: row.location, trialId: 9 });
    expect(await choose([row])).toMatchObject({ folder: null, bad: [expect.stringMatching(/belongs to trial 9/)] });
  });

  it('passes over one that only a host has which is gone, without calling it bad', async () => {
    expect(await choose([await elsewhere(30), await local(10)])).toMatchObject({ step: 10, bad: [] });
  });

  it('is waited for while the host that has it is there, and given back rather than trained again from an older one', async () => {
    const rows = [await elsewhere(30), await local(10)];
    const waiting = choose(rows, undefined, { isThere: () => true, uploadMs: 300 });
    await expect(waiting).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    await expect(waiting).rejects.toThrow(/step 30 lies on there, which has not uploaded it yet/);
  });

  it('is an older one once the host is gone, or its row is', async () => {
    let looks = 0;
    const isThere = () => ++looks < 2;
    const rows = [await elsewhere(30), await local(10)];
    expect(await choose(rows, undefined, { isThere })).toMatchObject({ step: 10, bad: [] });
    expect(looks).toBe(2);
    expect(await choose(rows, undefined, { isThere: () => true, reread: () => undefined })).toMatchObject({ step: 10 });
  });
});

/** A checkpoint that another host has not uploaded yet. */
async function elsewhere(step: number): Promise<CheckpointRow> {
  const row = await local(step);
  await rm(spool.checkpointFolder(trial, step), { recursive: true });
  return { ...row, location: `spool@there:sweep/1/checkpoints/global_step_${step}` };
}

describe('a checkpoint in MLflow', () => {
  async function uploaded(step: number): Promise<CheckpointRow> {
    const experiment = await mlflow.experiments.getOrCreate('trainer-choose-checkpoint');
    const run = await mlflow.runs.create({ experimentId: experiment.id, name: 'x', startTimeMs: Date.now() });
    const path = `checkpoints/global_step_${step}`;
    const place = { experimentId: experiment.id, runId: run.id, path };
    const folder = spool.checkpointFolder(trial, step);
    const row = await checkpointOnDisk({ folder, step, location: formatLocation({ kind: 'mlflow', ...place }) });
    const artifacts = createArtifactStore(mlflow);
    for (const file of checkpointFiles) {
      await artifacts.putFile({ ...place, path: `${path}/${file}` }, join(folder, file));
    }
    return row;
  }

  it('is downloaded, verified and kept', async () => {
    const row = await uploaded(40);
    const folder = spool.checkpointFolder(trial, 40);
    await rm(folder, { recursive: true });
    expect(await choose([row])).toEqual({ folder, step: 40, bad: [] });
    expect(await readFile(join(folder, 'state.safetensors'), 'utf8')).toBe('state of step 40');
  });

  it('is downloaded as soon as the other host has uploaded it', async () => {
    const row = await uploaded(40);
    const before = await elsewhere(40);
    const reread = (_: CheckpointRow, time: number) => (time < 3 ? before : row);
    const chosen = await choose([before, await local(10)], undefined, { isThere: () => true, reread });
    expect(chosen).toEqual({ folder: spool.checkpointFolder(trial, 40), step: 40, bad: [] });
  });

  it('is not asked for when a good copy lies here', async () => {
    const row = await uploaded(40);
    const nobody = createArtifactStore(createMlflowClient({ baseUrl: 'http://127.0.0.1:9' }));
    expect(await choose([row], nobody)).toMatchObject({ step: 40, bad: [] });
  });

  it('replaces a local copy that is torn', async () => {
    const row = await uploaded(40);
    await truncate(join(spool.checkpointFolder(trial, 40), 'state.safetensors'), 2);
    expect(await choose([row])).toMatchObject({ step: 40, bad: [] });
  });

  it('that MLflow lost gives way to the next older one', async () => {
    const row = { ...(await uploaded(40)) };
    await rm(spool.checkpointFolder(trial, 40), { recursive: true });
    const lost = { ...row, location: row.location.replace('global_step_40', 'global_step_41') };
    expect(await choose([lost, await local(10)])).toMatchObject({
      step: 10,
      bad: [expect.stringContaining('MLflow lost its files')],
    });
  });

  it('leaves nothing half downloaded behind', async () => {
    const row = await uploaded(40);
    await rm(spool.checkpointFolder(trial, 40), { recursive: true });
    const wrong = { ...row, stateSha: 'f'.repeat(64) };
    expect(await choose([wrong])).toMatchObject({ folder: null, bad: [expect.stringMatching(/names state/)] });
    expect(await spool.checkpointSteps(trial)).toEqual([]);
    expect(await spool.clean()).toBe(0);
  });
});

afterAll(() => rm(root, { recursive: true, force: true }));
