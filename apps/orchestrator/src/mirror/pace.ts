import { setTimeout as sleep } from 'node:timers/promises';

export interface PaceOptions {
  /** Greatest part of the time that may be spent while trials run, above 0 to 1 (no pauses). */
  readonly share: number;
  readonly isBusy: () => Promise<boolean>;
  readonly now?: () => number;
  readonly pause?: (ms: number, stopping?: AbortSignal) => Promise<unknown>;
}

/** How long an answer of `isBusy` is believed. */
const believedMs = 2_000;
/** A slow answer of MLflow must not put the mirror to sleep for minutes. */
const longestPauseMs = 5_000;

/**
 * Holds the mirror back while trials run: on a machine that does everything it would take the processor from them, and a
 * mirror may be late. With nothing running it goes at full speed.
 */
export function createPace({ share, isBusy, now = performance.now.bind(performance), pause = rest }: PaceOptions) {
  let asked = Number.NEGATIVE_INFINITY;
  let busy = false;
  return {
    /** Whether trials ran when it was asked last. */
    holdsBack: () => share < 1 && busy,
    /** Does the work, then rests as the share demands, until `stopping` is aborted at the latest. */
    async keep<T>(work: () => Promise<T>, stopping?: AbortSignal): Promise<T> {
      const started = now();
      const result = await work();
      const ended = now();
      if (share >= 1) return result;
      if (ended - asked > believedMs) {
        asked = ended;
        busy = await isBusy();
      }
      if (busy) await pause(Math.min(longestPauseMs, (ended - started) * (1 / share - 1)), stopping);
      return result;
    },
  };
}

async function rest(ms: number, stopping?: AbortSignal): Promise<void> {
  // Rejects only when it is aborted: then there is nothing to wait for.
  await sleep(ms, undefined, stopping === undefined ? {} : { signal: stopping }).catch(() => undefined);
}
