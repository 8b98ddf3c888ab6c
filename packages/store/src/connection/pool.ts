import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import { type ClientOptions, openClient } from './openClient.ts';

/** A statement can run on the pool or inside a transaction. */
export type Sql = postgres.ISql;

export interface Pool {
  /** Hand-written SQL, each statement by itself. Take it anew for every call: it changes when a connection was lost. */
  readonly sql: postgres.Sql;
  /** Typed simple queries on the same connections. */
  readonly typed: PostgresJsDatabase;
  /** Statements must be awaited one after another. Rolled back when `work` throws. */
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
  end(): Promise<void>;
}

interface Generation {
  readonly sql: postgres.Sql;
  readonly typed: PostgresJsDatabase;
  /** A connection was closed by the server or the network: none of this generation is used any more. */
  lost: boolean;
  /**
   * Ends the transactions under way when that happens. No promise that all of them wait for: it would keep what each of them saw
   * for as long as the connections last.
   */
  readonly underWay: Set<(reason: Error) => void>;
}

/**
 * Connections to Postgres that outlive its restarts. The driver (postgres 3.4.9) alone does not: after a connection was lost, a
 * further statement of its transaction, the driver's own rollback included, throws outside of every promise and ends the
 * process (porsager/postgres#1208), and a connection that was lost with an unsent statement never sends again. So a lost
 * connection is sent nothing, and it retires the whole driver instance: calls under way fail as unavailable, the next call
 * connects anew.
 */
export function openPool(options: ClientOptions): Pool {
  let current: Generation | undefined;
  let ended = false;

  const generation = (): Generation => {
    current ??= openGeneration(options, retire);
    return current;
  };
  const retire = (closed: Generation): void => {
    if (ended || closed.lost) return;
    closed.lost = true;
    for (const fail of closed.underWay) fail(lostConnection());
    current = undefined;
    void closed.sql.end({ timeout: 0 });
  };

  return {
    get sql() {
      return generation().sql;
    },
    get typed() {
      return generation().typed;
    },
    transaction: (work) => runTransaction(generation(), work),
    async end() {
      // What is under way may finish; the driver refuses what comes later.
      ended = true;
      await generation().sql.end({ timeout: 5 });
    },
  };
}

function openGeneration(options: ClientOptions, retire: (closed: Generation) => void): Generation {
  const sql = openClient(options, { onClose: () => retire(opened), onOpen: () => closeLate(opened) });
  const opened: Generation = { sql, typed: drizzle({ client: sql }), lost: false, underWay: new Set() };
  return opened;
}

/** The driver opens a connection for a statement that still waited when the generation was given up; nobody will use it. */
function closeLate({ sql, lost }: Generation): void {
  // Part of the driver's interface, but not of its types.
  if (lost && 'close' in sql && typeof sql.close === 'function') void sql.close();
}

async function runTransaction<T>(generation: Generation, work: (tx: Sql) => Promise<T>): Promise<T> {
  if (generation.lost) throw lostConnection();
  const committed = generation.sql.begin(async (tx) => {
    try {
      return await work(refusedWhenLost(tx, generation));
    } catch (error) {
      // Ending here would make the driver send a rollback on the lost connection. The server has rolled back by itself.
      if (generation.lost) return new Promise<never>(() => undefined);
      throw error;
    }
  });
  const { underWay } = generation;
  return new Promise<T>((resolve, reject) => {
    underWay.add(reject);
    const over = () => underWay.delete(reject);
    committed.then((result) => resolve(result as T), reject).then(over, over);
  });
}

/** The same tag, but once the connection is lost it throws instead of sending. */
function refusedWhenLost(tx: postgres.TransactionSql, generation: Generation): Sql {
  return new Proxy(tx, {
    apply(target, self, args) {
      if (generation.lost) throw lostConnection();
      return Reflect.apply(target, self, args);
    },
  });
}

function lostConnection(): Error {
  return Object.assign(new Error('the connection was lost'), { code: 'CONNECTION_CLOSED' });
}
