import { setTimeout as pause } from 'node:timers/promises';

/** Looks again until it holds; fails after a minute with what was waited for. */
export async function until(holds: () => Promise<boolean> | boolean, what: string, patienceMs = 60_000): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited ${patienceMs} ms in vain until ${what}`);
    await pause(25);
  }
}
