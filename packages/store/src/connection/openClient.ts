import postgres from 'postgres';

export interface ClientOptions {
  readonly databaseUrl: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  readonly maxConnections: number;
  /** 0 = none. */
  readonly statementTimeoutMs: number;
}

/** A pool of connections. Columns arrive in camelCase, `bigint` as number; JSON is left as it is. Connects at first use. */
export function openClient(options: ClientOptions): postgres.Sql {
  return postgres(options.databaseUrl, {
    max: options.maxConnections,
    connect_timeout: 5,
    // Short, because a server that restarts is back within seconds and callers retry with back-off of their own.
    backoff: (retries: number) => Math.min(0.05 * 2 ** retries, 1),
    max_lifetime: 60 * 60,
    onnotice: () => undefined,
    connection: {
      application_name: options.applicationName,
      TimeZone: 'UTC',
      statement_timeout: options.statementTimeoutMs,
      // A stopped process must not hold the row of its trial for ever.
      idle_in_transaction_session_timeout: 30_000,
    },
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
    transform: { column: { from: postgres.toCamel } },
  }) as unknown as postgres.Sql;
}
