import { setTimeout as sleep } from 'node:timers/promises';
import type { StormApi } from './stormApi.ts';

const everyMs = 500;

/** Looks at the highest steps that people are shown, over and over. */
export interface StepWatch {
  /** Ends it; answers every moment in which a trial's highest step was lower than before, in words. */
  end(): Promise<{ looks: number; wentBack: string[] }>;
}

export function watchSteps(api: StormApi, sweepIds: readonly string[]): StepWatch {
  const highest = new Map<number, number>();
  const wentBack: string[] = [];
  let looks = 0;
  const ended = new AbortController();
  const watching = (async () => {
    while (!ended.signal.aborted) {
      for (const id of sweepIds) await look(id);
      // Rejects only when it has ended.
      await sleep(everyMs, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  })();

  async function look(sweepId: string): Promise<void> {
    // No answer is no step.
    const trials = await api.trials(sweepId).catch(() => []);
    looks += trials.length > 0 ? 1 : 0;
    for (const { id, number, maxStep } of trials) {
      const before = highest.get(id) ?? 0;
      if (maxStep < before) wentBack.push(`trial ${number} of ${sweepId}: ${maxStep} after ${before}`);
      highest.set(id, Math.max(before, maxStep));
    }
  }

  return {
    async end() {
      ended.abort();
      await watching;
      return { looks, wentBack };
    },
  };
}
