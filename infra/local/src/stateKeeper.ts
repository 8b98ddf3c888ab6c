import type { Logger } from 'pino';
import { type SystemState, writeState } from './state.ts';

const retryEveryMs = 1_000;

export interface StateKeeper {
  /** Writes the state as it is now. Never throws. */
  save(): void;
  /** Ends the retries. */
  close(): void;
}

/**
 * Keeps the state file as `state` is. Where it cannot be written, because the disk is full for example, it is tried again every
 * second: the services matter more than the file that tells about them.
 */
export function keepState({ path, state, log }: { path: string; state: SystemState; log: Logger }): StateKeeper {
  let retry: NodeJS.Timeout | undefined;
  return { save, close: () => clearInterval(retry) };

  function save(): void {
    try {
      writeState(path, state);
    } catch (cause) {
      if (retry === undefined) log.error({ err: cause }, `${path} cannot be written; trying again every second`);
      retry ??= setInterval(save, retryEveryMs);
      return;
    }
    if (retry === undefined) return;
    clearInterval(retry);
    retry = undefined;
    log.info(`${path} can be written again`);
  }
}
