/** How often the clock is looked at: what is shorter goes unnoticed. */
const TICK_MS = 250;
/** What was buffered while the process stood still is worked off in this time after it woke. */
const AFTERMATH_MS = 2_000;

/** Notices that this process stood still: stopped by a signal, starved, or on a machine that slept. */
export interface StandstillWatch {
  /** Milliseconds of the standstill that has ended just now; 0 when there was none. */
  lately(): number;
  close(): void;
}

export function watchStandstills(now: () => number = Date.now): StandstillWatch {
  let tickedAt = now();
  let last = { ms: 0, endedAt: Number.NEGATIVE_INFINITY };
  const tick = () => {
    const at = now();
    const ms = at - tickedAt - TICK_MS;
    if (ms > TICK_MS) last = { ms, endedAt: at };
    tickedAt = at;
  };
  const timer = setInterval(tick, TICK_MS);
  timer.unref();
  return {
    lately() {
      // Whoever asks may be served before the timer.
      tick();
      return now() - last.endedAt < AFTERMATH_MS ? last.ms : 0;
    },
    close: () => clearInterval(timer),
  };
}
