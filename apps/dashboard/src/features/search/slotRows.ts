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
  /** 0 also for what had the slot to itself. */
  readonly lane: number;
  /** In the order of time; in a lane none over another. */
  readonly bars: readonly SlotBar[];
}

/** Attempts by the slot, and the lane of it, that they ran in: workers in the order in which they began, their slots and lanes by number. */
export function slotRows(clocks: readonly TrialClock[], now: number): SlotRow[] {
  const workers = new Map<string, Map<string, SlotRow & { readonly bars: SlotBar[] }>>();
  const attempts = clocks
    .flatMap(({ trialId, number, attempts }) => attempts.map((attempt) => ({ trialId, number, ...attempt })))
    .sort((a, b) => a.startedAt - b.startedAt);
  for (const { workerId, slot, startedAt: from, endedAt, trialId, number, attempt, outcome, ...place } of attempts) {
    const lane = place.lane ?? 0;
    const places = getOrAdd(workers, workerId, () => new Map());
    const bar = { trialId, number, attempt, from, to: Math.max(from, endedAt ?? now), outcome };
    getOrAdd(places, `${slot} ${lane}`, () => ({ workerId, slot, lane, bars: [] })).bars.push(bar);
  }
  return [...workers.values()].flatMap((places) =>
    [...places.values()]
      .sort((a, b) => numberOf(a.slot) - numberOf(b.slot) || a.lane - b.lane)
      .map((row) => (row.slot === null ? row : { ...row, bars: oneAtATime(row.bars) })),
  );
}

/** Those of before slots were kept come last. */
function numberOf(slot: number | null): number {
  return slot ?? Number.MAX_SAFE_INTEGER;
}

/**
 * A lane trains one thing at a time, but the end of an attempt may be written late: that of one whose trainer lost Postgres
 * only when its trial starts again. By then the lane may long be busy with another.
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
