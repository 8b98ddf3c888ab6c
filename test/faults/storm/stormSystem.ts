import { randomBytes, randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type KeptService, keepAlive } from '@seesaw/local/keepAlive';
import { type Endpoints, status } from '@seesaw/local/local';
import { freePort } from '@seesaw/local/ports';
import { appService, orchestratorService } from '@seesaw/local/services/app';
import { createDatabase, dropDatabase, withDatabase } from '@seesaw/local/services/postgresDatabases';
import { createTcpDoor } from '@seesaw/local/testing/tcpDoor';
import { createStore } from '@seesaw/store/store';
import type { Store } from '@seesaw/store/storePort';
import { Connection } from '@temporalio/client';
import { pino } from 'pino';
import { newNamespace } from '../../../apps/orchestrator/src/testing/newNamespace.ts';
import { eventually } from '../../system/eventually.ts';
import { createHttpDoor } from './httpDoor.ts';
import { processesWithin, trainingChildrenOf } from './processes.ts';
import type { ProgramName, World } from './world.ts';

export interface TrainerPlan {
  readonly pool: string;
  /** As SEESAW_DEVICES. */
  readonly devices: string;
}

/** An orchestrator and trainers of their own, which reach the services only through doors that faults can shut. */
export interface StormSystem {
  readonly world: World;
  readonly apiUrl: string;
  readonly temporal: { readonly address: string; readonly namespace: string };
  readonly mlflowUrl: string;
  /** Straight to Postgres, for those who look on. */
  readonly store: Store;
  /** Stops everything of its own and answers the processes that are left all the same. */
  close(): Promise<string[]>;
}

/** `services`: where Postgres, Temporal and MLflow answer, without a path; `servicesHome` keeps them running. */
export async function startStormSystem(options: {
  services: Omit<Endpoints, 'apiUrl'>;
  servicesHome: string;
  /** Folder of this system alone. */
  home: string;
  trainers: readonly TrainerPlan[];
}): Promise<StormSystem> {
  const { services, servicesHome, home, trainers } = options;
  for (const folder of ['logs', 'spool']) mkdirSync(join(home, folder), { recursive: true });
  const database = `storm_${randomBytes(6).toString('hex')}`;
  await createDatabase(services.databaseUrl, database);
  const databaseUrl = withDatabase(services.databaseUrl, database);
  const namespace = await ownNamespace(services.temporalAddress);

  const mlflow = await createHttpDoor(services.mlflowUrl);
  const lines = {
    postgres: await createTcpDoor(hostAndPort(databaseUrl)),
    temporal: await createTcpDoor(hostAndPort(`tcp://${services.temporalAddress}`)),
    mlflow: await createTcpDoor({ host: '127.0.0.1', port: mlflow.port }),
  };
  const env = {
    DATABASE_URL: throughPort(databaseUrl, lines.postgres.port),
    TEMPORAL_ADDRESS: `127.0.0.1:${lines.temporal.port}`,
    TEMPORAL_NAMESPACE: namespace,
    MLFLOW_TRACKING_URI: `http://127.0.0.1:${lines.mlflow.port}`,
    SEESAW_HOME: home,
    SEESAW_SPOOL_DIR: join(home, 'spool'),
    SEESAW_API_HOST: '127.0.0.1',
    SEESAW_API_TOKEN: undefined,
  };
  // Anywhere below the outgoing connections: of two storms at once, none must take the port of a killed orchestrator.
  const port = await freePort(30_000 + randomInt(2_000));
  const app = { env, spool: join(home, 'spool') };
  const orchestrator = keep(
    'orchestrator',
    orchestratorService({ ...app, port, portIsFixed: true, onMoved: () => undefined }),
  );
  const kept = trainers.map(({ pool, devices }, index) =>
    keep(
      `trainer-${index + 1}`,
      appService({ ...app, name: 'trainer', env: { ...env, SEESAW_POOL: pool, SEESAW_DEVICES: devices } }),
      () => isReady(orchestrator),
    ),
  );
  await Promise.all([orchestrator, ...kept].map(isReady));
  const store = createStore({ databaseUrl, applicationName: 'seesaw-storm' });

  return {
    world: { lines, mlflow, spool: app.spool, pidsOf },
    apiUrl: `http://127.0.0.1:${port}`,
    temporal: { address: services.temporalAddress, namespace },
    mlflowUrl: services.mlflowUrl,
    store,
    async close() {
      await Promise.all(kept.map((trainer) => trainer.stop()));
      await orchestrator.stop();
      await Promise.all(Object.values(lines).map((line) => line.shut()));
      await mlflow.close();
      await store.close();
      await dropDatabase(services.databaseUrl, database);
      return leftovers(home);
    },
  };

  function keep(
    name: string,
    service: ReturnType<typeof appService>,
    needsReady: () => Promise<unknown> = async () => undefined,
  ): KeptService {
    const log = pino({ base: { name } }, pino.destination({ dest: join(home, 'logs', 'supervisor.log'), sync: true }));
    const logFile = join(home, 'logs', `${name}.log`);
    return keepAlive({
      service,
      logFile,
      log,
      needsReady: async () => void (await needsReady()),
      onChange: () => undefined,
    });
  }

  function pidsOf(program: ProgramName): number[] {
    const own = { orchestrator: [orchestrator], trainer: kept };
    if (program === 'orchestrator' || program === 'trainer')
      return own[program].flatMap(({ state }) => state().pid ?? []);
    if (program === 'training child') return trainingChildrenOf(pidsOf('trainer'));
    return status({ home: servicesHome }).services.flatMap(({ name, pid }) => (name === program ? (pid ?? []) : []));
  }
}

function isReady(service: KeptService): Promise<unknown> {
  return eventually(`${service.service.name} to be ready`, async () => service.state().phase === 'ready');
}

/** The killed ones need a moment to go. */
async function leftovers(home: string): Promise<string[]> {
  try {
    await eventually('all processes to be gone', async () => processesWithin(home).length === 0, 10_000);
    return [];
  } catch {
    return processesWithin(home);
  }
}

async function ownNamespace(address: string): Promise<string> {
  const connection = await Connection.connect({ address });
  try {
    return await newNamespace(connection);
  } finally {
    await connection.close();
  }
}

function hostAndPort(url: string): { host: string; port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
}

function throughPort(url: string, port: number): string {
  const changed = new URL(url);
  changed.hostname = '127.0.0.1';
  changed.port = String(port);
  return changed.toString();
}
