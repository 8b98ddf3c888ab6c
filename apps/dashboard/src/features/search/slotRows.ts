import type { TrialClock } from '@seesaw/shared/queries';

/** One attempt of a trial on a worker. */
export interface SlotBar {
  readonly trialId: number;
  readonly number: number;
  readonly attempt: number;
  readonly from: number;
  readonly to: number;
  /** Null while it runs. */
  readonly outcome: string | null;
}

export interface SlotRow {
  readonly workerId: string;
  /** Null: attempts of before it was kept, which may lie over each other. */
  readonly slot: number | null;
  /** In the order of time; in a slot none over another. */
  readonly bars: readonly SlotBar[];
}

/** Attempts by the slot that they ran on: workers in the order in which they began, their slots by number. */
export function slotRows(clocks: readonly TrialClock[], now: number): SlotRow[] {
  const workers = new Map<string, Map<number | null, SlotBar[]>>();
  const attempts = clocks
    .flatMap(({ trialId, number, attempts }) => attempts.map((attempt) => ({ trialId, number, ...attempt })))
    .sort((a, b) => a.startedAt - b.startedAt);
  for (const { workerId, slot, startedAt: from, endedAt, trialId, number, attempt, outcome } of attempts) {
    const slots = getOrAdd(workers, workerId, () => new Map<number | null, SlotBar[]>());
    const bar = { trialId, number, attempt, from, to: Math.max(from, endedAt ?? now), outcome };
    getOrAdd(slots, slot, () => []).push(bar);
  }
  return [...workers].flatMap(([workerId, slots]) =>
    [...slots]
      .sort(([a], [b]) => (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY))
      .map(([slot, bars]) => ({ workerId, slot, bars: slot === null ? bars : oneAtATime(bars) })),
  );
}

/**
 * A slot trains one thing at a time, but the end of an attempt may be written late: that of one whose trainer lost Postgres
 * only when its trial starts again. By then the slot may long be busy with another.
 */
function oneAtATime(bars: readonly SlotBar[]): SlotBar[] {
  return bars.map((bar, index) => ({ ...bar, to: Math.min(bar.to, bars[index + 1]?.from ?? bar.to) }));
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
