import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SeesawError } from '@seesaw/shared/errors';
import type postgres from 'postgres';
import { openClient } from './connection/openClient.ts';
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
 * Brings the database up to date; answers the names of the migrations it applied. Two processes at once are safe: the second
 * waits for the first. Each file is one transaction with its own entry in `schema_migrations`, so a failed one leaves nothing.
 * @throws SeesawError 'conflict' when an applied file was changed since or the database is newer than this code;
 *   'unavailable' when Postgres cannot be reached; 'internal' when a file is wrong.
 */
export async function migrate({ databaseUrl, folder = shippedFolder }: MigrateOptions): Promise<string[]> {
  const sql = openClient({ databaseUrl, applicationName: 'seesaw-migrate', maxConnections: 1, statementTimeoutMs: 0 });
  try {
    await sql`select pg_advisory_lock(${advisoryLock}::bigint)`;
    await sql`create table if not exists schema_migrations (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`;
    return await applyMissing(sql, readMigrations(folder));
  } catch (error) {
    throw toSeesawError(error);
  } finally {
    // Closing the connection also gives the advisory lock back.
    await sql.end({ timeout: 5 });
  }
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

async function applyMissing(sql: postgres.Sql, migrations: readonly Migration[]): Promise<string[]> {
  const rows = await sql<{ name: string; sha256: string }[]>`select name, sha256 from schema_migrations order by name`;
  const applied = new Map(rows.map((row) => [row.name, row.sha256]));
  refuseUnknown([...applied.keys()], migrations);
  const done: string[] = [];
  for (const migration of migrations) {
    const sha256 = applied.get(migration.name);
    if (sha256 === migration.sha256) continue;
    if (sha256 !== undefined) {
      throw new SeesawError('conflict', `Migration ${migration.name} was changed after it had been applied`, {
        facts: { file: migration.name, hint: 'restore the file as it was and write a new migration instead' },
      });
    }
    await sql.begin(async (tx) => {
      await tx.unsafe(migration.text);
      await tx`insert into schema_migrations (name, sha256) values (${migration.name}, ${migration.sha256})`;
    });
    done.push(migration.name);
  }
  return done;
}

function refuseUnknown(applied: readonly string[], migrations: readonly Migration[]): void {
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = applied.find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new SeesawError(
    'conflict',
    `The database holds migration ${unknown}, which this version of Seesaw does not know`,
    {
      facts: { file: unknown, hint: 'start a Seesaw at least as new as the one that migrated this database' },
    },
  );
}
