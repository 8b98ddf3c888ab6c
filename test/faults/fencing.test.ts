import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { eventually } from '../system/eventually.ts';
import { footprintOf } from '../system/footprint.ts';
import { ringSweep } from '../system/ringSweep.ts';
import { disturbed, undisturbed } from '../system/undisturbed.ts';
import { type StormApi, stormApi } from './storm/stormApi.ts';
import { type StormSystem, startStormSystem } from './storm/stormSystem.ts';

/** Two trainers of one pool on one host, with one spool: the worst neighbours there can be. Threads as in the undisturbed run. */
const trainer = { pool: 'default', devices: 'cpu:2' };
const trainers = [trainer, trainer];

let home: string;
let system: StormSystem;
let api: StormApi;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'seesaw-fencing-'));
  system = await startStormSystem({ services: inject('endpoints'), servicesHome: inject('home'), home, trainers });
  api = stormApi(system.apiUrl);
});

afterAll(async () => {
  const left = await system?.close();
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
  expect(left, 'processes outlive their system').toEqual([]);
});

test('of two trainers that both believe they own a trial, the one that was thought dead stops and writes nothing', async () => {
  const expected = await undisturbed();
  const { id } = await api.createSweep(ringSweep({ name: 'two-owners', ...disturbed }));
  const trialNow = async () => (await api.trials(id))[0];
  const before = await eventually('the trial to have a checkpoint', async () => {
    const trial = await trialNow();
    return trial?.state === 'running' && (trial.checkpointStep ?? 0) > 0 && trial;
  });
  const owner = await workerOf(before.workerId!);

  // Only the trainer: its child trains on and writes into the spool, as if the trainer still listened.
  process.kill(owner.pid, 'SIGSTOP');
  let rival: Awaited<ReturnType<typeof workerOf>>;
  try {
    const taken = await eventually('the other trainer to have made steps of its own', async () => {
      const trial = await trialNow();
      return trial?.state === 'running' && trial.attempt === 2 && trial.step > (trial.checkpointStep ?? 0) && trial;
    });
    rival = await workerOf(taken.workerId!);
    expect(rival.pid).not.toBe(owner.pid);
  } finally {
    process.kill(owner.pid, 'SIGCONT');
  }

  await eventually('the first one to let go', async () => {
    const { slots, lastSeenAt } = await workerOf(owner.id);
    return Date.parse(lastSeenAt) > Date.parse(owner.lastSeenAt) && slots.every(({ trialId }) => trialId === null);
  });
  const completed = await eventually('the trial to complete', async () => {
    const trial = await trialNow();
    return trial?.state === 'completed' && trial;
  });
  expect(await footprintOf(system.store, completed)).toEqual(expected);
  const attempts = await system.store.trials.attempts(before.id);
  expect(attempts).toEqual([
    expect.objectContaining({ workerId: owner.id }),
    expect.objectContaining({ workerId: rival.id }),
  ]);
  const [, second] = attempts;
  for (const metric of await system.store.metrics.names(id)) {
    const points = await system.store.metrics.all({ trialId: before.id, metric, afterStep: second!.fromStep });
    expect(
      points.filter(({ attempt }) => attempt !== 2),
      metric,
    ).toEqual([]);
  }
});

async function workerOf(id: string) {
  return eventually(`worker ${id} to be known`, async () =>
    (await system.store.workers.list()).find((worker) => worker.id === id),
  );
}
