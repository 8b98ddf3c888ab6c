import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import { createDoorbell, type Doorbell } from '../events/doorbell.ts';
import { createMetricKeys, type MetricKeys } from '../metrics/metricKeys.ts';
import { openClient } from './openClient.ts';

/** A statement can run on the pool or inside a transaction. */
export type Sql = postgres.ISql;

/** What every query function gets. */
export interface Database {
  /** Hand-written SQL and transactions. */
  readonly sql: postgres.Sql;
  /** Typed simple queries on the same pool. */
  readonly typed: PostgresJsDatabase;
  readonly metricKeys: MetricKeys;
  readonly doorbell: Doorbell;
  /** A pool of its own for LISTEN: the driver cannot be told to listen anew after an outage, so it is replaced instead. */
  openListener(): postgres.Sql;
  /** Run before the pool closes. */
  readonly stopAtClose: Set<() => Promise<void>>;
}

export interface DatabaseOptions {
  readonly databaseUrl: string;
  /** Default `seesaw`. */
  readonly applicationName?: string;
  /** Default 10. */
  readonly maxConnections?: number;
}

export function openDatabase({
  databaseUrl,
  applicationName = 'seesaw',
  maxConnections = 10,
}: DatabaseOptions): Database {
  const client = { databaseUrl, applicationName, statementTimeoutMs: 60_000 };
  const sql = openClient({ ...client, maxConnections });
  return {
    sql,
    typed: drizzle({ client: sql }),
    metricKeys: createMetricKeys(sql),
    doorbell: createDoorbell(sql),
    openListener: () => openClient({ ...client, maxConnections: 1 }),
    stopAtClose: new Set(),
  };
}

/** One transaction; rings the doorbell after its commit, because nearly every one writes an event. */
export async function transaction<T>(
  database: Database,
  work: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  const result = await database.sql.begin(work);
  database.doorbell.ring();
  return result as T;
}
