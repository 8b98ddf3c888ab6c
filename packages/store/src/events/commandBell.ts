import type postgres from 'postgres';
import type { ClientHooks } from '../connection/openClient.ts';

export const commandChannel = 'seesaw_commands';
/** Before a lost connection is replaced. Who waits meanwhile looks by itself every few seconds. */
const listenAgainMs = 1_000;

/** Tells at once that a command was given to a sweep, so that nobody has to wait for the next look. */
export interface CommandBell {
  /** Answers how to stop listening. A bell can be missed, so look now and then all the same. */
  listen(sweepId: string, onCommand: () => void): () => void;
  close(): Promise<void>;
}

/** One connection for all who listen, opened for the first of them. */
export function createCommandBell(openListener: (hooks: ClientHooks) => postgres.Sql): CommandBell {
  const listeners = new Map<string, Set<() => void>>();
  let connection: postgres.Sql | undefined;
  let timer: NodeJS.Timeout | undefined;
  let begun = false;

  function ring(sweepId: string): void {
    for (const onCommand of [...(listeners.get(sweepId) ?? [])]) onCommand();
  }

  async function connect(): Promise<void> {
    const opened = openListener({ onNotify: (_, sweepId) => ring(sweepId), onClose: () => replace(opened) });
    connection = opened;
    try {
      await opened.unsafe(`listen ${commandChannel}`);
    } catch {
      replace(opened);
    }
  }

  /** The driver cannot be told to listen anew on a connection that was lost. */
  function replace(lost: postgres.Sql): void {
    if (connection !== lost) return;
    connection = undefined;
    void lost.end({ timeout: 0 });
    timer = setTimeout(() => void connect(), listenAgainMs).unref();
  }

  return {
    listen(sweepId, onCommand) {
      const others = listeners.get(sweepId) ?? new Set();
      listeners.set(sweepId, others.add(onCommand));
      if (!begun) void connect();
      begun = true;
      return () => {
        others.delete(onCommand);
        if (others.size === 0 && listeners.get(sweepId) === others) listeners.delete(sweepId);
      };
    },
    async close() {
      clearTimeout(timer);
      const last = connection;
      connection = undefined;
      await last?.end({ timeout: 0 });
    },
  };
}
