import postgres from 'postgres';
import { arrayTypes } from './arrayTypes.ts';

export interface ClientOptions {
  readonly databaseUrl: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  readonly maxConnections: number;
  /** 0 = none. */
  readonly statementTimeoutMs: number;
}

export interface ClientHooks {
  /** A connection was closed, by whomever, or could not be opened. */
  onClose?(): void;
  /** A connection is being opened. */
  onOpen?(): void;
  /** After `listen`. */
  onNotify?(channel: string, payload: string): void;
}

/** One driver instance. Columns arrive in camelCase, `bigint` as number; JSON is left as it is. Connects at first use. */
export function openClient(options: ClientOptions, hooks: ClientHooks = {}): postgres.Sql {
  return postgres(options.databaseUrl, {
    max: options.maxConnections,
    connect_timeout: 5,
    // Callers retry with back-off of their own.
    backoff: false,
    max_lifetime: null,
    onclose: () => hooks.onClose?.(),
    onparameter: () => hooks.onOpen?.(),
    // Part of the driver's options, but not of their types.
    ...{ onnotify: (channel: string, payload: string) => hooks.onNotify?.(channel, payload) },
    onnotice: () => undefined,
    connection: {
      application_name: options.applicationName,
      TimeZone: 'UTC',
      statement_timeout: options.statementTimeoutMs,
      // A stopped process must not hold the row of its trial for ever.
      idle_in_transaction_session_timeout: 30_000,
    },
    fetch_types: false,
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String }, ...arrayTypes },
    transform: { column: { from: postgres.toCamel } },
  }) as unknown as postgres.Sql;
}
