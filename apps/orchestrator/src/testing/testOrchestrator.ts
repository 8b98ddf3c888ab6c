import { randomBytes } from 'node:crypto';
import { testPostgres, testTemporal } from '@seesaw/local/testServices';
import type { TrialRow } from '@seesaw/shared/records';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type { SweepState } from '@seesaw/shared/sweepState';
import { migrate } from '@seesaw/store/migrate';
import { createStore } from '@seesaw/store/store';
import type { Store } from '@seesaw/store/storePort';
import { Client, Connection, type WorkflowClient } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import { createOrchestratorActivities } from '../activities/orchestratorActivities.ts';
import { suggest } from '../sweeps/suggest.ts';
import { createSweepRunner, type SweepRunner } from '../sweeps/sweepRunner.ts';
import { createWorker } from '../temporal/worker.ts';
import { bundleWorkflows } from '../temporal/workflowBundle.ts';
import { newNamespace } from './newNamespace.ts';
import { type Behaviour, type ScriptedTrainer, startScriptedTrainer } from './scriptedTrainer.ts';
import { testSweep } from './testSweep.ts';
import { until } from './until.ts';

/** The orchestrator without its HTTP server, on a database and a Temporal namespace of its own. */
export interface TestOrchestrator {
  readonly store: Store;
  readonly runner: SweepRunner;
  readonly workflows: WorkflowClient;
  /** Stores a sweep whose trials go to a pool of its own. Starts nothing. */
  createSweep(change?: Partial<ResolvedSweep>): Promise<{ sweepId: string; pool: string }>;
  startTrainer(pool: string, behaviour: Behaviour, lanes?: number): Promise<ScriptedTrainer>;
  untilSweepIs(sweepId: string, state: SweepState): Promise<TrialRow[]>;
  trials(sweepId: string): Promise<TrialRow[]>;
  startWorker(): Promise<void>;
  stopWorker(): Promise<void>;
  close(): Promise<void>;
}

export async function startTestOrchestrator(): Promise<TestOrchestrator> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const [{ url: databaseUrl, drop }, { address }] = await Promise.all([testPostgres(), testTemporal()]);
  await migrate({ databaseUrl });
  const store = createStore({ databaseUrl });
  const connection = await Connection.connect({ address });
  const native = await NativeConnection.connect({ address });
  const namespace = await newNamespace(connection);
  const { workflow: workflows } = new Client({ connection, namespace });
  const runner = createSweepRunner(workflows);
  const activities = createOrchestratorActivities({ store, workflows, suggest });
  const bundle = await bundleWorkflows(new DefaultLogger('ERROR'));
  const trainers: ScriptedTrainer[] = [];
  let worker: { worker: Worker; working: Promise<void> } | undefined;

  const self: TestOrchestrator = {
    store,
    runner,
    workflows,
    async createSweep(change) {
      const pool = `pool-${randomBytes(4).toString('hex')}`;
      const { row } = await store.sweeps.create({ sweep: { ...testSweep, pool, ...change }, yaml: 'name: test' });
      return { sweepId: row.id, pool: row.pool };
    },
    async startTrainer(pool, behaviour, lanes = 8) {
      const trainer = await startScriptedTrainer({ store, connection: native, namespace, pool, lanes, behaviour });
      trainers.push(trainer);
      return trainer;
    },
    async untilSweepIs(sweepId, state) {
      await until(async () => (await store.sweeps.get(sweepId)).state === state, `sweep ${sweepId} is ${state}`);
      return self.trials(sweepId);
    },
    async trials(sweepId) {
      return (await store.trials.list({ sweepId, sort: 'number', order: 'asc', limit: 1000 })).items;
    },
    async startWorker() {
      const created = await createWorker({ connection: native, namespace, bundle, activities });
      worker = { worker: created, working: created.run() };
    },
    async stopWorker() {
      worker?.worker.shutdown();
      await worker?.working;
      worker = undefined;
    },
    async close() {
      await Promise.all([self.stopWorker(), ...trainers.map((trainer) => trainer.stop())]);
      await native.close();
      await connection.close();
      await store.close();
      await drop();
    },
  };
  await self.startWorker();
  return self;
}
