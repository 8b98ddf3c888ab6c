import type { Database } from '../connection/database.ts';
import { toSeesawError } from '../connection/toSeesawError.ts';
import { doorbellChannel } from './doorbell.ts';

/** At most this often is the subscriber called. */
const quietMs = 200;
/** A bell can be missed (a lost connection, a writer that died before it rang): look anyhow. */
const pollEveryMs = 1000;

/**
 * Listens for the doorbell and looks every second as a net. While Postgres is away it keeps trying; the driver listens again
 * by itself when the server is back.
 */
export async function subscribe({ sql }: Database, onDoorbell: () => void): Promise<() => Promise<void>> {
  let called = 0;
  let later: NodeJS.Timeout | undefined;
  const call = (): void => {
    later = undefined;
    called = Date.now();
    onDoorbell();
  };
  const ring = (): void => {
    later ??= setTimeout(call, Math.max(0, called + quietMs - Date.now()));
  };

  let seen = '';
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      const [row] = await sql<{ newest: string }[]>`select coalesce(max(id), 0)::text as newest from events`;
      if (row !== undefined && row.newest !== seen && seen !== '') ring();
      seen = row?.newest ?? seen;
    } catch (error) {
      const known = toSeesawError(error);
      // Away for a while: the next look finds whatever happened meanwhile.
      if (known.code !== 'unavailable') throw known;
    } finally {
      looking = false;
    }
  };
  await look();
  const listening = await sql.listen(doorbellChannel, ring, ring);
  const poll = setInterval(() => void look(), pollEveryMs);
  return async () => {
    clearInterval(poll);
    clearTimeout(later);
    await listening.unlisten();
  };
}
