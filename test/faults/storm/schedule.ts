import { type Uniform, uniformStream } from '@seesaw/search/stream';
import { faultKinds } from '../kinds/kinds.ts';
import { drawMs, type Fault, type FaultLimits } from './fault.ts';

export interface Strike {
  /** Since the start of the storm. */
  readonly atMs: number;
  readonly fault: Fault;
}

export interface ScheduleOptions extends FaultLimits {
  /** Unsigned 32 bit. */
  readonly seed: number;
  /** No fault begins later. */
  readonly durationMs: number;
}

/** What happens when: a function of its arguments alone. Lasting faults may overlap with what comes next. */
export function schedule({ seed, durationMs, ...limits }: ScheduleOptions): Strike[] {
  const random = uniformStream({ seed, number: 1, parameter: 'faults' });
  const strikes: Strike[] = [];
  for (let atMs = 0; ; ) {
    for (const kind of shuffled(faultKinds, random)) {
      atMs += drawMs(random, { from: 500, to: 6_000 });
      if (atMs > durationMs) return strikes;
      strikes.push({ atMs, fault: kind(random, limits) });
    }
  }
}

export function strikeLine({ atMs, fault }: Strike): string {
  return `${(atMs / 1000).toFixed(1).padStart(7)} s  ${fault.what}`;
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[], random: Uniform): T[] {
  const mixed = [...items];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
  }
  return mixed;
}
