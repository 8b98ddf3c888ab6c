import type postgres from 'postgres';
import type { Database } from '../connection/database.ts';
import { doorbellChannel } from './doorbell.ts';

/** At most this often is the subscriber called. */
const quietMs = 200;
/** A bell can be missed (a lost connection, a writer that died before it rang): look anyhow. */
const pollEveryMs = 1000;
/** Looks in a row that found something no bell had told: the listening connection is lost. */
const missesBeforeListeningAnew = 2;

/**
 * Listens for the doorbell and looks every second as a net. When Postgres was away and nobody listens any more, the looks
 * notice and listen anew.
 * @throws SeesawError 'unavailable' when Postgres cannot be reached now; later outages are only waited out.
 */
export async function subscribe(database: Database, onDoorbell: () => void): Promise<() => Promise<void>> {
  const calling = throttled(onDoorbell, quietMs);
  let misses = 0;
  const heard = (): void => {
    misses = 0;
    calling.call();
  };

  let seen = await newestEvent(database);
  let listener = await listen(database, heard);
  const look = async (): Promise<void> => {
    const newest = await newestEvent(database);
    if (newest === seen) return;
    seen = newest;
    calling.call();
    misses += 1;
    if (misses < missesBeforeListeningAnew) return;
    const replaced = listener;
    listener = await listen(database, heard);
    misses = 0;
    await replaced.end({ timeout: 0 });
  };

  let looking: Promise<void> | undefined;
  const poll = setInterval(() => {
    looking ??= look()
      .catch(() => {
        // Postgres is away, and with it the listening connection: the look that next finds something listens anew.
        misses = missesBeforeListeningAnew;
      })
      .finally(() => {
        looking = undefined;
      });
  }, pollEveryMs);
  const stop = async (): Promise<void> => {
    database.stopAtClose.delete(stop);
    clearInterval(poll);
    await looking;
    calling.cancel();
    await listener.end({ timeout: 0 });
  };
  database.stopAtClose.add(stop);
  return stop;
}

async function listen(database: Database, heard: () => void): Promise<postgres.Sql> {
  const listener = database.openListener();
  try {
    await listener.listen(doorbellChannel, heard);
    return listener;
  } catch (error) {
    await listener.end({ timeout: 0 });
    throw error;
  }
}

async function newestEvent({ sql }: Database): Promise<number> {
  const [row] = await sql<{ newest: number }[]>`select coalesce(max(id), 0) as newest from events`;
  return row?.newest ?? 0;
}

/** Calls at once when it was quiet, else once at the end of the quiet time. */
function throttled(callback: () => void, everyMs: number): { call(): void; cancel(): void } {
  let calledAt = 0;
  let later: NodeJS.Timeout | undefined;
  const now = (): void => {
    later = undefined;
    calledAt = Date.now();
    callback();
  };
  return {
    call() {
      later ??= setTimeout(now, Math.max(0, calledAt + everyMs - Date.now()));
    },
    cancel() {
      clearTimeout(later);
    },
  };
}
