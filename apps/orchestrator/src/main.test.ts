import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createTcpDoor } from '@seesaw/local/testing/tcpDoor';
import { testPostgres, testTemporal } from '@seesaw/local/testServices';
import { healthSchema } from '@seesaw/shared/api';
import { Connection } from '@temporalio/client';
import { afterEach, expect, test } from 'vitest';
import { newNamespace } from './testing/newNamespace.ts';

import { until } from './testing/until.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const children: ChildProcess[] = [];
const logs: string[] = [];

afterEach(({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(logs.splice(0).join('\n'));
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

interface Started {
  readonly child: ChildProcess;
  readonly log: () => string;
  readonly ready: () => string | undefined;
  readonly exit: Promise<number | null>;
}

function start(env: Record<string, string>): Started {
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: { PATH: process.env.PATH, SEESAW_API_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.push(child);
  let log = '';
  let url: string | undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (part) => {
      log += part;
      logs.push(String(part));
    });
  }
  child.on('message', (message: { type: string; url: string }) => {
    if (message.type === 'ready') url = message.url;
  });
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  return { child, log: () => log, ready: () => url, exit };
}

test('started before Postgres and Temporal answer it waits in words; cut off from both it recovers; SIGTERM ends it with 0', async () => {
  const [postgres, temporal] = await Promise.all([testPostgres(), testTemporal()]);
  const connection = await Connection.connect({ address: temporal.address });
  const namespace = await newNamespace(connection);
  await connection.close();
  const database = new URL(postgres.url);
  const postgresDoor = await createTcpDoor({ host: database.hostname, port: Number(database.port) });
  const temporalUrl = new URL(`http://${temporal.address}`);
  const temporalDoor = await createTcpDoor({ host: temporalUrl.hostname, port: Number(temporalUrl.port) });
  await Promise.all([postgresDoor.shut(), temporalDoor.shut()]);
  database.port = String(postgresDoor.port);

  const { log, ready, exit, child } = start({
    DATABASE_URL: database.href,
    TEMPORAL_ADDRESS: `127.0.0.1:${temporalDoor.port}`,
    TEMPORAL_NAMESPACE: namespace,
    // Nobody listens there: an absent MLflow keeps nothing from starting.
    MLFLOW_TRACKING_URI: 'http://127.0.0.1:9',
  });
  const health = async () => healthSchema.parse(await (await fetch(`${ready()}/api/v1/health`)).json());

  await until(() => log().includes('Waiting for Postgres'), 'it says what it waits for');
  await postgresDoor.open();
  await until(() => log().includes('Waiting for Temporal'), 'it says what it waits for next');
  expect(ready()).toBeUndefined();
  await temporalDoor.open();
  await until(() => ready() !== undefined, 'it is ready');
  // Who answers late counts as away, also one of the others: what is looked at is the answer in which none was late.
  let answered = await health();
  await until(async () => {
    answered = await health();
    return answered.postgres && answered.temporal;
  }, 'both answer in time');
  expect(answered).toMatchObject({
    ...{ status: 'degraded', postgres: true, temporal: true, mlflow: false },
    versions: { postgres: expect.stringMatching(/^\d+/), temporal: expect.stringMatching(/^\d+\.\d+/), mlflow: null },
  });

  await Promise.all([postgresDoor.shut(), temporalDoor.shut()]);
  await until(async () => !(await health()).postgres, 'it notices that Postgres is away');
  const answer = await fetch(`${ready()}/api/v1/sweeps`);
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ code: 'unavailable' });
  await Promise.all([postgresDoor.open(), temporalDoor.open()]);
  await until(async () => {
    const { postgres: hasPostgres, temporal: hasTemporal } = await health();
    return hasPostgres && hasTemporal;
  }, 'both are back');

  child.kill('SIGTERM');
  expect(await exit, log()).toBe(0);
  await Promise.all([postgresDoor.shut(), temporalDoor.shut()]);
  await postgres.drop();
});

test('without what it needs it ends at once and names it; beyond loopback it wants a token', async () => {
  const nameless = start({});
  expect(await nameless.exit).not.toBe(0);
  expect(nameless.log()).toContain('DATABASE_URL is missing');
  const open = start({ DATABASE_URL: 'postgres://nowhere', SEESAW_API_HOST: '0.0.0.0' });
  expect(await open.exit).not.toBe(0);
  expect(open.log()).toContain('set SEESAW_API_TOKEN');
});
