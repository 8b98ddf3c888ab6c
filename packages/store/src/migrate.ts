import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SeesawError } from '@seesaw/shared/errors';
import { openPool, type Pool, type Sql } from './connection/pool.ts';
import { toSeesawError } from './connection/toSeesawError.ts';

const shippedFolder = fileURLToPath(new URL('../migrations', import.meta.url));
/** Any constant will do, as long as it never changes: "seesaw" in ASCII. */
const advisoryLock = '126879297332087';

export interface MigrateOptions {
  readonly databaseUrl: string;
  /** Folder of `NNNN_name.sql` files; the shipped ones unless told. */
  readonly folder?: string;
}

/**
 * Brings the database up to date; answers the names of the migrations it applied. Two processes at once are safe: each file
 * is one transaction under a lock, with its own entry in `schema_migrations`, so a failed one leaves nothing half done.
 * @throws SeesawError 'conflict' when an applied file was changed since or the database is newer than this code;
 *   'unavailable' when Postgres cannot be reached; 'internal' when a file is wrong.
 */
export async function migrate({ databaseUrl, folder = shippedFolder }: MigrateOptions): Promise<string[]> {
  const pool = openPool({ databaseUrl, applicationName: 'seesaw-migrate', maxConnections: 1, statementTimeoutMs: 0 });
  const migrations = readMigrations(folder);
  const done: string[] = [];
  try {
    await locked(pool, async (tx) => refuseUnknown(tx, migrations));
    for (const migration of migrations) {
      if (await locked(pool, (tx) => applyIfMissing(tx, migration))) done.push(migration.name);
    }
    return done;
  } catch (error) {
    throw toSeesawError(error);
  } finally {
    await pool.end();
  }
}

function locked<T>(pool: Pool, work: (tx: Sql) => Promise<T>): Promise<T> {
  return pool.transaction(async (tx) => {
    await tx`select pg_advisory_xact_lock(${advisoryLock}::bigint)`;
    await tx`create table if not exists schema_migrations (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`;
    return work(tx);
  });
}

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_\w+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(`${folder}/${name}`, 'utf8').replaceAll('\r\n', '\n');
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
    });
}

async function applyIfMissing(tx: Sql, { name, text, sha256 }: Migration): Promise<boolean> {
  const [applied] = await tx<{ sha256: string }[]>`select sha256 from schema_migrations where name = ${name}`;
  if (applied?.sha256 === sha256) return false;
  if (applied !== undefined) {
    throw new SeesawError('conflict', `Migration ${name} was changed after it had been applied`, {
      facts: { file: name, hint: 'restore the file as it was and write a new migration instead' },
    });
  }
  await tx.unsafe(text);
  await tx`insert into schema_migrations (name, sha256) values (${name}, ${sha256})`;
  return true;
}

async function refuseUnknown(tx: Sql, migrations: readonly Migration[]): Promise<void> {
  const known = migrations.map((migration) => migration.name);
  const [unknown] = await tx<{ name: string }[]>`
    select name from schema_migrations where name <> all(${known}::text[]) order by name limit 1`;
  if (unknown === undefined) return;
  const message = `The database holds migration ${unknown.name}, which this version of Seesaw does not know`;
  throw new SeesawError('conflict', message, {
    facts: { file: unknown.name, hint: 'start a Seesaw at least as new as the one that migrated this database' },
  });
}
