import { setTimeout as sleep } from 'node:timers/promises';
import type { Strike } from './schedule.ts';
import type { World } from './world.ts';

/** Strikes as scheduled until all is done or `signal` is aborted. Resolves when the effects of all faults are taken back. */
export async function unleash(options: {
  strikes: readonly Strike[];
  world: World;
  signal: AbortSignal;
  onStrike: (strike: Strike) => void;
}): Promise<number> {
  const { strikes, world, signal, onStrike } = options;
  const startedMs = performance.now();
  const lasting: Promise<void>[] = [];
  for (const strike of strikes) {
    const waitMs = startedMs + strike.atMs - performance.now();
    // Rejects only when it is aborted.
    await sleep(Math.max(0, waitMs), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    onStrike(strike);
    lasting.push(strike.fault.strike(world));
  }
  await Promise.all(lasting);
  return lasting.length;
}
