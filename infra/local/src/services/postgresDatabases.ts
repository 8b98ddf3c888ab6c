import postgres from 'postgres';

/** The database of Seesaw and that of MLflow's own tables, on one server. */
export const seesawDatabase = 'seesaw';
export const mlflowDatabase = 'mlflow';

/** The same server with another database in the path. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

/** The address without its password, for people and state files. */
export function withoutPassword(url: string): string {
  const changed = new URL(url);
  changed.password = '';
  return changed.toString();
}

/** Whether the server answers a query. */
export async function postgresAnswers(url: string): Promise<boolean> {
  try {
    await query(url, (sql) => sql`select 1`);
    return true;
  } catch (cause) {
    // A wrong password or database will not mend by waiting; everything else may be a server that is still starting.
    if (cause instanceof postgres.PostgresError && (cause.code === '28P01' || cause.code === '3D000')) throw cause;
    return false;
  }
}

/** Creates the database unless it is there. */
export async function createDatabase(url: string, name: string): Promise<void> {
  await query(url, async (sql) => {
    const present = await sql`select 1 from pg_database where datname = ${name}`;
    if (present.length > 0) return;
    try {
      await sql`create database ${sql(name)}`;
    } catch (cause) {
      // Somebody else created it at the same moment (unique_violation on the catalog, or duplicate_database).
      if (!(cause instanceof postgres.PostgresError && (cause.code === '42P04' || cause.code === '23505'))) throw cause;
    }
  });
}

/** Removes a database, closing whatever is still connected to it. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  await query(url, (sql) => sql`drop database if exists ${sql(name)} with (force)`);
}

async function query(url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
