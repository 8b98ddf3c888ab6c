import { appendFileSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import postgres from 'postgres';
import { expect, test, vi } from 'vitest';
import { down } from './down.ts';
import { knownEndpoints } from './endpoints.ts';
import { homePaths } from './homePaths.ts';
import { identityOf } from './processIdentity.ts';
import type { ServiceName } from './serviceNames.ts';
import { postgresDataFolder } from './services/postgresDataFolder.ts';
import { status } from './status.ts';
import { processesOf } from './testing/processesOf.ts';
import { testHome } from './testing/testHome.ts';
import { up } from './up.ts';
import { waitUntil } from './waitUntil.ts';

const timeoutMs = 50_000;

test('a killed service is started again, the log says so in words, and the data are still there', async () => {
  const home = testHome();
  const { databaseUrl } = await up({ home, services: ['postgres'] });
  await query(databaseUrl!, (sql) => sql`create table kept as select 42 as answer`);
  const before = serviceIn(home, 'postgres');
  process.kill(before.pid!, 'SIGKILL');
  const after = await waitUntil(
    'postgres to be ready again',
    () => {
      const service = serviceIn(home, 'postgres');
      return service.phase === 'ready' && service.pid !== before.pid && service;
    },
    { timeoutMs },
  );
  expect(after.restarts).toBeGreaterThan(before.restarts);
  expect(after.url).toBe(before.url);
  expect(await query(databaseUrl!, (sql) => sql`select answer from kept`)).toEqual([{ answer: 42 }]);
  expect(readFileSync(homePaths(home).log('supervisor'), 'utf8')).toContain(
    'postgres was killed by SIGKILL; starting it again',
  );
});

test('up while up is harmless and adds what does not run yet; down leaves no process; data and ports survive', async () => {
  const home = testHome();
  const first = await up({ home, services: ['postgres'] });
  await query(first.databaseUrl!, (sql) => sql`create table kept as select 42 as answer`);
  const { pid, supervisor } = { pid: serviceIn(home, 'postgres').pid, supervisor: status({ home }).supervisorPid };

  const both = await Promise.all([up({ home, services: ['postgres'] }), up({ home, services: ['temporal'] })]);
  expect(both[0].databaseUrl).toBe(first.databaseUrl);
  expect(serviceIn(home, 'postgres').pid).toBe(pid);
  expect(status({ home })).toMatchObject({ ready: true, supervisorPid: supervisor });
  expect(serviceIn(home, 'temporal').phase).toBe('ready');

  expect(await down({ home })).toBe(true);
  expect(processesOf(home)).toEqual([]);
  expect(status({ home })).toMatchObject({ ready: false, services: [], supervisorPid: undefined });
  expect(knownEndpoints({ home })).toEqual({});
  expect(await down({ home })).toBe(false);

  const again = await up({ home, services: ['postgres'] });
  expect(again.databaseUrl).toBe(first.databaseUrl);
  expect(await query(again.databaseUrl!, (sql) => sql`select answer from kept`)).toEqual([{ answer: 42 }]);
});

test('services whose supervisor was killed are found and replaced by the next up, and ended by down', async () => {
  const home = testHome();
  const first = await up({ home, services: ['postgres', 'temporal'] });
  const orphan = serviceIn(home, 'temporal').pid!;
  const supervisor = status({ home }).supervisorPid;
  expect(status({ home }).problem).toBeUndefined();
  await killSupervisor(home);
  expect(serviceIn(home, 'temporal')).toMatchObject({ phase: 'orphaned', pid: orphan });
  expect(status({ home })).toMatchObject({
    ready: false,
    problem: expect.stringMatching(new RegExp(`process ${supervisor}\\) was killed: nothing restarts.*seesaw up`)),
  });
  process.kill(serviceIn(home, 'postgres').pid!, 'SIGKILL');
  await waitUntil('the other to die', () => serviceIn(home, 'postgres').phase === 'dead', { timeoutMs });

  const second = await up({ home, services: ['postgres', 'temporal'] });
  expect(identityOf(orphan)).toBeUndefined();
  expect(second).toEqual(first);
  await query(second.databaseUrl!, (sql) => sql`select 1`);

  await killSupervisor(home);
  expect(await down({ home })).toBe(true);
  expect(processesOf(home)).toEqual([]);
});

test('a log that has grown large while its service runs is moved aside, and the service writes on in the empty one', async () => {
  const home = testHome();
  const { databaseUrl } = await up({ home, services: ['postgres'] });
  const log = homePaths(home).log('postgres');
  appendFileSync(log, 'x'.repeat(11 * 1024 * 1024));
  await waitUntil('the rotation', () => existsSync(`${log}.1`) && statSync(log).size < 1024, { timeoutMs });
  await expect(query(databaseUrl!, (sql) => sql`select no_such_column`)).rejects.toThrow();
  await waitUntil('a new line', () => readFileSync(log, 'utf8').includes('no_such_column'), { timeoutMs });
  expect(readFileSync(log).includes(0)).toBe(false);
});

test('a port for the API that was asked for by number and is taken is said before anything starts', async () => {
  const home = testHome();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  vi.stubEnv('SEESAW_API_PORT', String(port));
  try {
    await expect(up({ home, services: ['orchestrator'] })).rejects.toThrow(`Port ${port} is taken by another program`);
  } finally {
    vi.unstubAllEnvs();
    other.close();
  }
  expect(processesOf(home)).toEqual([]);
});

test('a service that cannot start is reported with its log, and nothing is left running', async () => {
  const home = testHome();
  const { databaseUrl } = await up({ home, services: ['postgres'] });
  expect(databaseUrl).toBeDefined();
  await down({ home });
  rmSync(`${postgresDataFolder(home)}/global`, { recursive: true });
  await expect(up({ home, services: ['postgres'] })).rejects.toThrow(
    /postgres does not start: exited with code \d+ before it was ready\n[\s\S]*pg_control/,
  );
  expect(processesOf(home)).toEqual([]);
});

test('the password stands in no log, state file or command line', async () => {
  const home = testHome();
  const { databaseUrl } = await up({ home, services: ['postgres', 'temporal'] });
  const { password } = new URL(databaseUrl!);
  expect(password.length).toBeGreaterThan(20);
  const paths = homePaths(home);
  const texts = [paths.state, paths.log('supervisor'), paths.log('postgres'), paths.log('temporal')].map((file) =>
    readFileSync(file, 'utf8'),
  );
  for (const text of [...texts, ...processesOf(home)]) expect(text).not.toContain(password);
});

function serviceIn(home: string, name: ServiceName) {
  const service = status({ home }).services.find((entry) => entry.name === name);
  if (service === undefined) throw new Error(`${name} does not run`);
  return service;
}

async function killSupervisor(home: string): Promise<void> {
  const { supervisorPid } = status({ home });
  process.kill(supervisorPid!, 'SIGKILL');
  await waitUntil('the supervisor to die', () => status({ home }).supervisorPid === undefined, { timeoutMs });
}

async function query<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1 });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}
