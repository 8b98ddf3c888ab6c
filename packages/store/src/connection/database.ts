import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import { type CommandBell, createCommandBell } from '../events/commandBell.ts';
import { createDoorbell, type Doorbell } from '../events/doorbell.ts';
import { createMetricKeys, type MetricKeys } from '../metrics/metricKeys.ts';
import { createFronts, type Fronts } from '../sweeps/fronts.ts';
import { openClient } from './openClient.ts';
import { openPool, type Pool, type Sql } from './pool.ts';

export type { Sql } from './pool.ts';

/** What every query function gets. */
export interface Database extends Pool {
  readonly metricKeys: MetricKeys;
  readonly fronts: Fronts;
  readonly doorbell: Doorbell;
  readonly commandBell: CommandBell;
  /** A driver instance of its own for LISTEN: it cannot be told to listen anew after an outage, so it is replaced instead. */
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
  const pool = openPool({ ...client, maxConnections });
  return {
    get sql(): postgres.Sql {
      return pool.sql;
    },
    get typed(): PostgresJsDatabase {
      return pool.typed;
    },
    transaction: pool.transaction,
    end: pool.end,
    metricKeys: createMetricKeys(pool),
    fronts: createFronts(pool),
    doorbell: createDoorbell(pool),
    commandBell: createCommandBell((hooks) => openClient({ ...client, maxConnections: 1 }, hooks)),
    openListener: () => openClient({ ...client, maxConnections: 1 }),
    stopAtClose: new Set(),
  };
}

/** One transaction; rings the doorbell after its commit, because nearly every one writes an event. */
export async function transaction<T>(database: Database, work: (tx: Sql) => Promise<T>): Promise<T> {
  const result = await database.transaction(work);
  database.doorbell.ring();
  return result;
}
