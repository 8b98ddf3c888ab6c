import type { Pool } from '../connection/pool.ts';

export const doorbellChannel = 'seesaw_events';
const quietMs = 200;

/** Says "there may be new events" to all listeners, at most five times a second: NOTIFY takes a database-wide lock at commit. */
export interface Doorbell {
  /** Call after commit, never inside the transaction. Returns at once. */
  ring(): void;
  close(): Promise<void>;
}

export function createDoorbell(pool: Pool): Doorbell {
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> = Promise.resolve();
  let closed = false;
  const send = async (): Promise<void> => {
    timer = undefined;
    try {
      await pool.sql`select pg_notify(${doorbellChannel}, '')`;
    } catch {
      // Listeners also poll, and the events themselves are safe: a bell that was not heard costs a second, nothing else.
      return;
    }
  };
  return {
    ring() {
      if (closed || timer !== undefined) return;
      timer = setTimeout(() => {
        sending = send();
      }, quietMs);
      timer.unref();
    },
    async close() {
      closed = true;
      await sending;
      if (timer === undefined) return;
      clearTimeout(timer);
      await send();
    },
  };
}
