import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type TestPostgres, testPostgres } from '@seesaw/local/testServices';
import { getTableColumns, getTableName } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import * as activityTables from './tables/activityTables.ts';
import * as artifactTables from './tables/artifactTables.ts';
import * as metricTables from './tables/metricTables.ts';
import * as sweepTables from './tables/sweepTables.ts';
import * as trialTables from './tables/trialTables.ts';

const shipped = readdirSync(fileURLToPath(new URL('../migrations', import.meta.url))).sort();

let server: TestPostgres;
let sql: postgres.Sql;

beforeEach(async () => {
  server = await testPostgres();
  sql = postgres(server.url, { max: 2, onnotice: () => undefined });
});

afterEach(async () => {
  await sql.end();
  await server.drop();
});

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'seesaw-migrations-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

async function tables(): Promise<string[]> {
  const rows = await sql`select table_name from information_schema.tables where table_schema = 'public' order by 1`;
  return rows.map((row) => row.table_name);
}

test('a second migration finds nothing to do', async () => {
  expect(await migrate({ databaseUrl: server.url })).toEqual(shipped);
  expect(await migrate({ databaseUrl: server.url })).toEqual([]);
});

test('of processes that migrate at once each migration is done by exactly one', async () => {
  const done = await Promise.all([1, 2, 3].map(() => migrate({ databaseUrl: server.url })));
  expect(done.flat().sort()).toEqual(shipped);
});

test('a migration that fails leaves nothing half done, and the mended one is applied', async () => {
  const first = { '0001_first.sql': 'create table first (id integer)' };
  const broken = folderWith({ ...first, '0002_second.sql': 'create table second (id integer); select 1 / 0;' });
  await expect(migrate({ databaseUrl: server.url, folder: broken })).rejects.toThrow(/division by zero/);
  expect(await tables()).toEqual(['first', 'schema_migrations']);
  const mended = folderWith({ ...first, '0002_second.sql': 'create table second (id integer)' });
  expect(await migrate({ databaseUrl: server.url, folder: mended })).toEqual(['0002_second.sql']);
});

test('slots of trainers from before there were lanes have one, idle', async () => {
  const before = Object.fromEntries(
    shipped
      .filter((name) => name < '0024')
      .map((name) => [name, readFileSync(new URL(`../migrations/${name}`, import.meta.url), 'utf8')]),
  );
  await migrate({ databaseUrl: server.url, folder: folderWith(before) });
  const slot = (number: number) => ({ slot: number, device: 'cpu', threads: 1, childPid: 4, trialId: 7, step: 3 });
  await sql`insert into workers (id, host, pid, pool, version, slots, started_at) values
    ('two', 'h', 1, 'p', '0', ${sql.json([slot(0), slot(1)])}, now()), ('none', 'h', 1, 'p', '0', '[]', now())`;
  await migrate({ databaseUrl: server.url });
  const converted = (number: number) => ({ slot: number, device: 'cpu', threads: 1, childPid: 4, lanes: [null] });
  expect(await sql`select id, slots from workers order by id`).toEqual([
    { id: 'none', slots: [] },
    { id: 'two', slots: [converted(0), converted(1)] },
  ]);
});

test('an applied migration whose text was changed is refused', async () => {
  await migrate({ databaseUrl: server.url, folder: folderWith({ '0001_a.sql': 'create table a (id integer)' }) });
  const changed = folderWith({ '0001_a.sql': 'create table a (id bigint)' });
  await expect(migrate({ databaseUrl: server.url, folder: changed })).rejects.toMatchObject({ code: 'conflict' });
});

test('a database of a newer Seesaw is refused', async () => {
  await migrate({ databaseUrl: server.url });
  await sql`insert into schema_migrations (name, sha256) values ('9999_future.sql', '')`;
  await expect(migrate({ databaseUrl: server.url })).rejects.toMatchObject({ code: 'conflict' });
});

test('a server that is not there is unavailable, and the password is not in the message', async () => {
  const failure = migrate({ databaseUrl: 'postgres://someone:secret@127.0.0.1:1/nothing' });
  await expect(failure).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  await expect(failure).rejects.not.toThrow(/secret/);
});

test('the typed tables have exactly the columns of the migrated database', async () => {
  await migrate({ databaseUrl: server.url });
  const all = { ...sweepTables, ...trialTables, ...metricTables, ...artifactTables, ...activityTables };
  const typed = Object.values(all).filter((table) => table instanceof PgTable);
  const described = typed.map((table) => [
    getTableName(table),
    Object.values(getTableColumns(table))
      .map((column) => `${column.name} ${typeOf(column.getSQLType())}${column.notNull ? ' not null' : ''}`)
      .sort(),
  ]);
  const rows = await sql`
    select c.relname, a.attname || ' ' || format_type(a.atttypid, null) || case when a.attnotnull then ' not null' else '' end as text
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and c.relname <> 'schema_migrations'`;
  const found: Record<string, string[]> = {};
  for (const { relname, text } of rows) found[relname] = [...(found[relname] ?? []), text].sort();
  expect(Object.fromEntries(described)).toEqual(found);
});

test('the shipped migrations are numbered without gaps', () => {
  expect(shipped.map((name) => Number(name.slice(0, 4)))).toEqual(shipped.map((_, index) => index + 1));
  for (const name of shipped)
    expect(readFileSync(new URL(`../migrations/${name}`, import.meta.url), 'utf8')).not.toBe('');
});

function typeOf(drizzleType: string): string {
  return drizzleType === 'timestamp with time zone' ? drizzleType : drizzleType.replace(/\(\d+\)$/, '');
}
