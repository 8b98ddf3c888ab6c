import { setTimeout as sleep } from 'node:timers/promises';
import { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';

const PAUSE_MS = 1_000;

/** Waits for Temporal as long as it takes, saying so now and then; null when the trainer is stopped meanwhile. */
export async function connectTemporal(options: {
  address: string;
  signal: AbortSignal;
  log: Logger;
}): Promise<NativeConnection | null> {
  const { address, signal, log } = options;
  const stopped = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  for (let tries = 1; !signal.aborted; tries++) {
    try {
      return await NativeConnection.connect({ address });
    } catch (error) {
      if (tries % 15 === 1) log.warn({ err: error, address }, 'waiting for Temporal');
      await Promise.race([sleep(PAUSE_MS), stopped]);
    }
  }
  return null;
}
