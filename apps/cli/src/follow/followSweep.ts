import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { isEndedSweep } from '@seesaw/shared/sweepState';
import { type ApiClient, isTemporary } from '../apiClient.ts';
import { followEvents } from './eventFeed.ts';

export interface SweepSnapshot {
  readonly sweep: SweepRow;
  /** By number; of a very large sweep the newest thousand. */
  readonly trials: readonly TrialRow[];
}

/** Events come many a second; a person reads two. */
const betweenLooksMs = 500;
/** The net below the event stream. */
const pollMs = 5_000;
const maxTrials = 1000;

/**
 * Looks at a sweep whenever something happened to it, until it has ended; gives the last look. Goes on through restarts of
 * the server: `onLost` is told, once each time. Rejects with the signal's reason when that is aborted.
 */
export async function followSweep(options: {
  readonly api: ApiClient;
  readonly sweepId: string;
  readonly signal: AbortSignal;
  readonly onLook: (snapshot: SweepSnapshot) => void;
  readonly onLost?: (error: Error) => void;
}): Promise<SweepSnapshot> {
  const { api, sweepId, signal, onLook, onLost } = options;
  const done = new AbortController();
  const either = AbortSignal.any([signal, done.signal]);
  const bell = createBell(either);
  let refused: unknown;
  const feed = followEvents({ api, sweepId, signal: either, onEvent: bell.ring }).catch((error: unknown) => {
    refused = error;
    bell.ring();
  });
  let lost = false;
  try {
    for (;;) {
      const startMs = performance.now();
      try {
        const snapshot = await look(api, sweepId);
        lost = false;
        onLook(snapshot);
        if (isEndedSweep(snapshot.sweep.state)) return snapshot;
      } catch (error) {
        if (!isTemporary(error)) throw error;
        if (!lost) onLost?.(error);
        lost = true;
      }
      await bell.wait(pollMs);
      signal.throwIfAborted();
      if (refused !== undefined) throw refused;
      await bell.rest(betweenLooksMs - (performance.now() - startMs));
      signal.throwIfAborted();
    }
  } finally {
    done.abort();
    await feed;
  }
}

export async function look(api: ApiClient, sweepId: string): Promise<SweepSnapshot> {
  const sweep = await api.sweep(sweepId);
  const { items } = await api.trials(sweepId, { sort: 'number', order: 'desc', limit: maxTrials });
  return { sweep, trials: items.sort((a, b) => a.number - b.number) };
}

/** Wakes a waiter when rung, at the latest after a while. A ring while nobody waits is remembered. */
function createBell(signal: AbortSignal) {
  let rung = false;
  let wake: (() => void) | undefined;
  signal.addEventListener('abort', () => wake?.());
  const until = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => wake?.(), Math.max(0, ms));
      wake = () => {
        clearTimeout(timer);
        wake = undefined;
        resolve();
      };
      if (signal.aborted) wake();
    });
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    wait: async (ms: number) => {
      if (!rung) await until(ms);
      rung = false;
    },
    /** Not ended by rings: they are remembered for the next wait. */
    rest: async (ms: number) => {
      if (ms <= 0 || signal.aborted) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(finish, ms);
        signal.addEventListener('abort', finish, { once: true });
        function finish(): void {
          clearTimeout(timer);
          signal.removeEventListener('abort', finish);
          resolve();
        }
      });
    },
  };
}
