import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMlflowClient } from '@seesaw/mlflow-ts/client';
import { beforeEach, describe, expect, it } from 'vitest';
import { quiet } from '../fixtures/scriptedSlot.ts';
import { createArtifactStore } from './artifactStore.ts';
import { openGarbage } from './garbage.ts';
import { openSpool, type Spool } from './spool.ts';

let root: string;
let spool: Spool;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'seesaw-spool-'));
  spool = await openSpool({ root: join(root, 'spool'), host: 'here' });
  return () => rm(root, { recursive: true, force: true });
});

/** No process has it: beyond the kernel's limit. */
const DEAD_PID = 2 ** 22 + 1;

describe('the spool', () => {
  it('names the bytes of this host and finds them again', () => {
    const folder = spool.checkpointFolder({ sweepId: 'abc', number: 7 }, 300);
    expect(spool.locationOf(folder)).toBe('spool@here:abc/7/checkpoints/global_step_300');
    expect(spool.pathOf('spool@here:abc/7/checkpoints/global_step_300')).toBe(folder);
    expect(spool.pathOf('spool@there:abc/7/checkpoints/global_step_300')).toBeNull();
    expect(spool.pathOf('mlflow:1/2/checkpoints/global_step_300')).toBeNull();
  });

  it('refuses to leave its folder', async () => {
    expect(() => spool.locationOf('/etc/passwd')).toThrow(/outside the spool/);
    expect(() => spool.trialFolder({ sweepId: '../../x', number: 1 })).toThrow(/outside the spool/);
    await expect(async () => spool.remove(spool.root)).rejects.toThrow(/outside the spool/);
  });

  it('lists the checkpoints that lie here, and none where there are none', async () => {
    const trial = { sweepId: 'abc', number: 7 };
    expect(await spool.checkpointSteps(trial)).toEqual([]);
    for (const step of [10, 9]) await mkdir(spool.checkpointFolder(trial, step), { recursive: true });
    await mkdir(`${spool.checkpointFolder(trial, 11)}.tmp-1`);
    expect((await spool.checkpointSteps(trial)).sort()).toEqual([10, 9]);
  });

  it('cleans away what dead processes left unfinished, and only that', async () => {
    const checkpoints = join(spool.root, 'abc', '7', 'checkpoints');
    const names = ['global_step_9', `global_step_10.tmp-${DEAD_PID}-a1`, `global_step_11.tmp-${process.pid}`];
    for (const name of names) await mkdir(join(checkpoints, name), { recursive: true });
    await writeFile(join(checkpoints, `x.png.tmp-${DEAD_PID}`), '');
    expect(await spool.clean()).toBe(2);
    expect((await readdir(checkpoints)).sort()).toEqual([`global_step_11.tmp-${process.pid}`, 'global_step_9']);
  });
});

describe('garbage', () => {
  const trial = { sweepId: 'abc', number: 7 };
  const unwanted = async () => false;
  const nobody = createArtifactStore(createMlflowClient({ baseUrl: 'http://127.0.0.1:9', backoff: { retries: 0 } }));

  it('that lies here goes at once, and other checkpoints stay', async () => {
    const garbage = await openGarbage({ spool, artifacts: nobody, log: quiet });
    for (const step of [1, 2]) await mkdir(spool.checkpointFolder(trial, step), { recursive: true });
    const location = spool.locationOf(spool.checkpointFolder(trial, 1));
    await garbage.add({ trialId: 3, location, step: 1 }, trial);
    expect(await spool.checkpointSteps(trial)).toEqual([2]);
    expect(await garbage.collect(unwanted)).toBe(0);
  });

  it('in MLflow is still known after a restart when MLflow was away', async () => {
    const garbage = await openGarbage({ spool, artifacts: nobody, log: quiet });
    for (const step of [1, 2]) {
      await garbage.add({ trialId: 3, location: `mlflow:1/abc/checkpoints/global_step_${step}`, step }, trial);
    }
    await expect(garbage.collect(unwanted)).rejects.toMatchObject({ code: 'unavailable' });

    const removed: string[] = [];
    const artifacts = { ...nobody, remove: async (place: { path: string }) => void removed.push(place.path) };
    const later = await openGarbage({ spool, artifacts, log: quiet });
    const second = 'mlflow:1/abc/checkpoints/global_step_2';
    expect(await later.collect(async ({ location }) => location === second)).toBe(1);
    expect(removed, 'what a replay uploaded again stays').toEqual(['checkpoints/global_step_1']);
    expect(await later.collect(unwanted)).toBe(0);
  });
});
