import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { testMlflow, testPostgres, testTemporal } from '@seesaw/local/testServices';
import { poolQueue } from '@seesaw/shared/queues';
import { migrate } from '@seesaw/store/migrate';
import { createStore } from '@seesaw/store/store';
import type { Store } from '@seesaw/store/storePort';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newTrial } from './fixtures/newSweep.ts';
import type { oneSegment } from './fixtures/oneSegmentWorkflow.ts';
import { ringConfig } from './fixtures/ringConfig.ts';

const pool = `trainer-test-${process.pid}`;
const workflows = `${pool}-workflows`;
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const services = { databaseUrl: '', temporalAddress: '', namespace: '', mlflowUrl: '' };
const cleanups: (() => Promise<unknown>)[] = [];
let store: Store;
let client: Client;
let home: string;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const [postgres, temporal, mlflow] = await Promise.all([testPostgres(), testTemporal(), testMlflow()]);
  Object.assign(services, {
    databaseUrl: postgres.url,
    temporalAddress: temporal.address,
    namespace: temporal.namespace,
    mlflowUrl: mlflow.url,
  });
  await migrate({ databaseUrl: postgres.url });
  store = createStore({ databaseUrl: postgres.url });
  home = await mkdtemp(join(tmpdir(), 'seesaw-trainer-home-'));
  const connection = await NativeConnection.connect({ address: temporal.address });
  const { namespace } = temporal;
  const workflowsPath = fileURLToPath(new URL('./fixtures/oneSegmentWorkflow.ts', import.meta.url));
  const worker = await Worker.create({ connection, namespace, taskQueue: workflows, workflowsPath });
  const running = worker.run();
  const clientConnection = await Connection.connect({ address: temporal.address });
  client = new Client({ connection: clientConnection, namespace });
  cleanups.push(
    async () => {
      worker.shutdown();
      await running;
      await connection.close();
      await clientConnection.close();
    },
    () => store.close(),
    () => postgres.drop(),
    () => rm(home, { recursive: true, force: true }),
  );
});
afterAll(async () => {
  for (const cleanup of cleanups) await cleanup();
});

/** The real program with the real child, as the local supervisor starts it. */
async function startTrainer(): Promise<ChildProcess> {
  const trainer = fork(fileURLToPath(new URL('./main.ts', import.meta.url)), [], {
    execArgv: ['--import', tsx],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      DATABASE_URL: services.databaseUrl,
      TEMPORAL_ADDRESS: services.temporalAddress,
      TEMPORAL_NAMESPACE: services.namespace,
      MLFLOW_TRACKING_URI: services.mlflowUrl,
      SEESAW_HOME: home,
      SEESAW_POOL: pool,
      SEESAW_DEVICES: 'cpu:1',
      SEESAW_HOST_NAME: 'trainer-test',
    },
  });
  const exit = once(trainer, 'exit');
  const ready = once(trainer, 'message');
  const first = await Promise.race([ready, exit]);
  expect(first[0]).toMatchObject({ type: 'ready', pool, slots: [{ device: 'cpu' }] });
  cleanups.unshift(async () => {
    if (trainer.exitCode !== null || trainer.signalCode !== null) return;
    trainer.kill('SIGKILL');
    await exit;
  });
  return trainer;
}

function segment(trialId: number): Promise<WorkflowHandle<typeof oneSegment>> {
  return client.workflow.start<typeof oneSegment>('oneSegment', {
    workflowId: `${pool}-${trialId}-${Math.random()}`,
    taskQueue: workflows,
    args: [{ trialId, taskQueue: poolQueue(pool) }],
  });
}

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 100 });
/** The number of the child that trains in it, once its row tells it. */
const childOf = ({ pid }: ChildProcess) =>
  vi.waitFor(
    async () => {
      const childPid = (await store.workers.list()).find((worker) => worker.pid === pid)?.slots[0]?.childPid;
      expect(childPid).toBeGreaterThan(0);
      return childPid!;
    },
    { timeout: 60_000, interval: 100 },
  );

describe('a trainer', () => {
  it('trains through Temporal, hands a trial over at SIGTERM and after SIGKILL, and always ends with the same state', async () => {
    // Far from its end whenever it is disturbed. It is stopped at last, and held against one that trains as long in one
    // piece: with rates that do not fall, no step depends on how many there are.
    const logEvery = 20;
    const configOf = (steps: number) => {
      const config = ringConfig(steps, 100);
      return { ...config, values: { ...config.values, lr_end: 1, log_every: logEvery } };
    };
    const endless = configOf(1_000_000);
    let trainer = await startTrainer();
    const { trialId: disturbed, sweepId } = await newTrial(store, endless);
    const first = await segment(disturbed);
    await until(async () => expect((await store.trials.get(disturbed)).checkpointStep).toBeGreaterThan(0));
    const handedOver = await childOf(trainer);
    trainer.kill('SIGTERM');
    expect(await once(trainer, 'exit')).toEqual([0, null]);
    await expect(first.result()).rejects.toMatchObject({
      cause: { cause: { type: 'trainer-lost', nonRetryable: false } },
    });
    expect(() => process.kill(handedOver, 0), 'no child outlives its trainer').toThrow(/ESRCH/);
    expect((await store.workers.list()).find(({ pid }) => pid === trainer.pid)?.state).toBe('gone');
    const handedBack = await store.trials.get(disturbed);
    expect(handedBack.state).toBe('running');

    trainer = await startTrainer();
    const second = await segment(disturbed);
    await until(async () =>
      expect((await store.trials.get(disturbed)).step).toBeGreaterThan(handedBack.checkpointStep ?? 0),
    );
    const killedChild = await childOf(trainer);
    trainer.kill('SIGKILL');
    await once(trainer, 'exit');
    await until(async () => expect(() => process.kill(killedChild, 0)).toThrow(/ESRCH/));
    await expect(second.result()).rejects.toMatchObject({ cause: { cause: { timeoutType: 'HEARTBEAT' } } });

    trainer = await startTrainer();
    const third = await segment(disturbed);
    await until(async () => expect(await store.trials.get(disturbed)).toMatchObject({ state: 'running', attempt: 3 }));
    const command = { kind: 'stop-trial', number: 1 } as const;
    await store.sweeps.applyCommand({ sweepId, command, commandId: `stop ${sweepId}` });
    expect(await third.result()).toMatchObject({ state: 'stopped-early', attempt: 3 });
    const { step: steps, stateSha, checkpointStep } = await store.trials.get(disturbed);
    expect(checkpointStep).toBe(steps);
    expect(stateSha).toMatch(/^[0-9a-f]{64}$/);

    const straight = (await newTrial(store, configOf(steps))).trialId;
    expect(await (await segment(straight)).result()).toEqual({ state: 'completed', attempt: 1, step: steps });
    expect((await store.trials.get(straight)).stateSha).toBe(stateSha);
    const points = async (trialId: number) =>
      (await store.metrics.all({ trialId, metric: 'train/d_loss' }))
        // Only who completes reports at its last step, wherever that is.
        .filter(({ step }) => step % logEvery === 0)
        .map(({ step, value }) => [step, value]);
    const all = await points(straight);
    expect(all.length).toBeGreaterThan(0);
    expect(await points(disturbed)).toEqual(all);
    trainer.kill('SIGTERM');
    expect(await once(trainer, 'exit')).toEqual([0, null]);
  }, 300_000);
});
