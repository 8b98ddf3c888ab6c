import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trialWorkflowId } from '@seesaw/shared/queues';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { eventually } from '../system/eventually.ts';
import { footprintOf } from '../system/footprint.ts';
import { isIdle } from '../system/isIdle.ts';
import { ringSweep } from '../system/ringSweep.ts';
import { undisturbed } from '../system/undisturbed.ts';
import { type StormApi, stormApi } from './storm/stormApi.ts';
import { type StormSystem, startStormSystem } from './storm/stormSystem.ts';

/** Two trainers of one pool on one host, with one spool: the worst neighbours there can be. Threads as in the undisturbed run. */
const trainer = { pool: 'default', devices: 'cpu:2' };
/** Two more with one lane each, so that it is known who asks for work. */
const oneLane = { pool: 'one-lane', devices: 'none:1' };
const trainers = [trainer, trainer, oneLane, oneLane];
/** Long, and with checkpoints far apart: it has to be seen that the second owner has made steps behind the checkpoint it began with. */
const owned = { steps: 20_000, everySteps: 2_000 };

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
  const expected = await undisturbed(owned);
  const { id } = await api.createSweep(ringSweep({ name: 'two-owners', ...owned }));
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
    return Date.parse(lastSeenAt) > Date.parse(owner.lastSeenAt) && slots.every(isIdle);
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

test('a task that lay with a frozen trainer until another one took the trial is refused, and the owner trains on', async () => {
  const running = (sweepId: string) =>
    eventually(`the trial of ${sweepId} to have made steps`, async () => {
      const [trial] = await api.trials(sweepId);
      return trial?.state === 'running' && trial.step > 0 && trial;
    });
  const blocker = await api.createSweep(functionSweep('blocker', endless));
  const busy = await workerOf((await running(blocker.id)).workerId!);
  const others = (await system.store.workers.list()).filter(({ pool, id }) => pool === oneLane.pool && id !== busy.id);
  expect(others).toHaveLength(1);
  const idle = others[0]!;

  const { victim, first } = await taskOfFrozen(idle);
  try {
    await eventually('it to be given up and scheduled anew', async () => {
      const task = await waitingTask(victim.id);
      return task !== undefined && task.activityId !== first.activityId;
    });
    await api.command(blocker.id, { kind: 'cancel' });
    expect((await running(victim.id)).workerId).toBe(busy.id);
  } finally {
    process.kill(idle.pid, 'SIGCONT');
  }

  await eventually('the thawed trainer to be refused', async () => (await logsOfTrainers()).includes('comes too late'));
  const before = (await api.trials(victim.id))[0]!;
  await eventually('the owner to train on', async () => ((await api.trials(victim.id))[0]?.step ?? 0) > before.step);
  expect(await system.store.trials.attempts(before.id)).toEqual([
    expect.objectContaining({ attempt: 1, workerId: busy.id, endedAt: null }),
  ]);
  await api.command(victim.id, { kind: 'cancel' });
});

const endless = 100_000;

/**
 * Freezes a trainer that asks for work, so that it gets the task of a new sweep without ever hearing of it. It has just done a short
 * one: a question that is a minute old is asked anew, and what came for it is never read. Frozen in the moment between two
 * questions it gets none: then it is thawed, and it is tried again.
 */
async function taskOfFrozen({ id, pid }: { id: string; pid: number }) {
  for (let tries = 1; ; tries += 1) {
    const short = await api.createSweep(functionSweep(`short-${tries}`, 1));
    await eventually(
      'the idle trainer to have done a short trial',
      async () => (await system.store.sweeps.get(short.id)).state === 'completed',
    );
    process.kill(pid, 'SIGSTOP');
    const victim = await api.createSweep(functionSweep(`victim-${tries}`, endless));
    try {
      const lies = async () => {
        const task = await waitingTask(victim.id);
        return task?.lastWorkerIdentity === id && task;
      };
      return { victim, first: await eventually('the task to lie with the frozen trainer', lies, 30_000) };
    } catch (error) {
      process.kill(pid, 'SIGCONT');
      if (tries === 4) throw error;
      await api.command(victim.id, { kind: 'cancel' });
      await eventually(
        'the sweep without it to be cancelled',
        async () => (await system.store.sweeps.get(victim.id)).state === 'cancelled',
      );
    }
  }
}

function functionSweep(name: string, steps: number): string {
  return `name: ${name}
recipe: function
pool: ${oneLane.pool}
method: random
run_cap: 1
metric: {name: eval/score, goal: minimize}
parameters:
  function: {value: branin}
  x1: {min: -5.0, max: 10.0}
  x2: {min: 0.0, max: 15.0}
  steps: {value: ${steps}}
  step_ms: {value: 50}
`;
}

/** The segment that Temporal holds open for trial 1 of the sweep, if any. */
async function waitingTask(sweepId: string) {
  const { address, namespace } = system.temporal;
  const connection = await Connection.connect({ address });
  try {
    const { workflow } = new Client({ connection, namespace });
    const { raw } = await workflow.getHandle(trialWorkflowId(sweepId, 1)).describe();
    return raw.pendingActivities?.find(({ activityType }) => activityType?.name === 'trainSegment');
  } finally {
    await connection.close();
  }
}

async function logsOfTrainers(): Promise<string> {
  const files = trainers.map((_, index) => join(home, 'logs', `trainer-${index + 1}.log`));
  return (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('');
}

async function workerOf(id: string) {
  return eventually(`worker ${id} to be known`, async () =>
    (await system.store.workers.list()).find((worker) => worker.id === id),
  );
}
