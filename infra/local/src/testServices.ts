import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { down } from './down.ts';
import type { KnownEndpoints } from './endpoints.ts';
import { localEnv } from './env.ts';
import type { ServiceName } from './serviceNames.ts';
import { createDatabase, dropDatabase, withDatabase } from './services/postgresDatabases.ts';
import { up } from './up.ts';

/** Services of a test run end by themselves this long after the last test process has ended. */
const stopWhenIdleMs = 60_000;

export interface TestPostgres {
  /** Address of a fresh, empty database, password included. */
  url: string;
  /** Removes the database, closing what is still connected to it. */
  drop(): Promise<void>;
}

/**
 * A fresh database on a real PostgreSQL: the server of DATABASE_URL, else one that all tests share. Safe to call from
 * several test processes at once; the first one starts the server (about 2 s), the others wait for it.
 */
export async function testPostgres(): Promise<TestPostgres> {
  const { databaseUrl } = await testEndpoints(['postgres']);
  const server = databaseUrl!;
  const name = `test_${randomBytes(8).toString('hex')}`;
  await createDatabase(server, name);
  return { url: withDatabase(server, name), drop: () => dropDatabase(server, name) };
}

/** A real Temporal server shared by all tests: use a task queue and workflow ids of your own. */
export async function testTemporal(): Promise<{ address: string; namespace: string }> {
  const { temporalAddress } = await testEndpoints(['temporal']);
  return { address: temporalAddress!, namespace: localEnv().temporalNamespace };
}

/** A real MLflow server shared by all tests: use experiment names of your own. */
export async function testMlflow(): Promise<{ url: string }> {
  const { mlflowUrl } = await testEndpoints(['mlflow']);
  return { url: mlflowUrl! };
}

/** Ends the shared services; the runner of all tests calls it last. Without it they end when no test process is left. */
export async function stopTestServices(): Promise<void> {
  await down({ home: testHome() });
}

function testEndpoints(services: readonly ServiceName[]): Promise<KnownEndpoints> {
  return up({ home: testHome(), services, stopWhenIdleMs });
}

function testHome(): string {
  return join(localEnv().home, 'test');
}
