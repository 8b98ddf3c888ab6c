import type { Logger } from 'pino';

export interface BackgroundLoop {
  /** Ends after the round that is under way, which is told so. */
  stop(): Promise<void>;
  /** Starts the next round now. */
  wake(): void;
}

export interface LoopOptions {
  readonly name: string;
  /** Pause after a round, in milliseconds. After failures it doubles up to `longestPauseMs`. */
  readonly everyMs: number;
  readonly longestPauseMs?: number;
  readonly log: Logger;
  /** Answers true when there is more to do at once. A round that may take long ends early once `stopping` is aborted. */
  readonly round: (stopping: AbortSignal) => Promise<unknown>;
}

/** Repeats `round` until stopped. A failing round is logged when failing begins and when it is over, not every time. */
export function startLoop({ name, everyMs, longestPauseMs = 60_000, log, round }: LoopOptions): BackgroundLoop {
  const stopping = new AbortController();
  let failures = 0;
  let endPause: (() => void) | undefined;
  let woken = false;

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      woken = false;
      let more = false;
      try {
        more = (await round(stopping.signal)) === true;
        if (failures > 0) log.info({ loop: name, failures }, `${name} works again`);
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures === 1) log.warn({ loop: name, err: error }, `${name} failed; it is tried again until it works`);
      }
      if (!more) await pause(Math.min(everyMs * 2 ** Math.min(failures, 16), Math.max(everyMs, longestPauseMs)));
    }
  }

  async function pause(ms: number): Promise<void> {
    if (stopping.signal.aborted || woken) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    endPause = undefined;
  }

  const done = run();
  return {
    wake() {
      woken = true;
      endPause?.();
    },
    async stop() {
      stopping.abort();
      endPause?.();
      await done;
    },
  };
}
