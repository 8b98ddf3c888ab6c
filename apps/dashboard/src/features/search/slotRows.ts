import type { TrialClock } from '@seesaw/shared/queries';

type Attempt = TrialClock['attempts'][number];

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
  const attempts = clocks
    .flatMap(({ trialId, number, attempts }) => attempts.map((attempt) => ({ trialId, number, ...attempt })))
    .sort((a, b) => a.startedAt - b.startedAt);
  const ends = endsOf(attempts, now);
  const workers = new Map<string, Map<string, SlotRow & { readonly bars: SlotBar[] }>>();
  for (const [
    index,
    { workerId, slot, startedAt: from, trialId, number, attempt, outcome, ...place },
  ] of attempts.entries()) {
    const lane = place.lane ?? 0;
    const places = getOrAdd(workers, workerId, () => new Map());
    const bar = { trialId, number, attempt, from, to: ends[index] ?? now, outcome };
    getOrAdd(places, `${slot} ${lane}`, () => ({ workerId, slot, lane, bars: [] })).bars.push(bar);
  }
  return [...workers.values()].flatMap((places) =>
    [...places.values()].sort((a, b) => numberOf(a.slot) - numberOf(b.slot) || a.lane - b.lane),
  );
}

/** Those of before slots were kept come last. */
function numberOf(slot: number | null): number {
  return slot ?? Number.MAX_SAFE_INTEGER;
}

/**
 * A lane trains one thing at a time, and a trial that is not packed has all of its slot. But the end of an attempt may be written late:
 * that of one whose trainer lost Postgres only when its trial starts again. By then its place may long be busy with another.
 *
 * @param attempts in the order of time
 */
function endsOf(attempts: readonly Attempt[], now: number): number[] {
  const slots = new Map<string, Attempt[]>();
  for (const attempt of attempts) getOrAdd(slots, `${attempt.workerId} ${attempt.slot}`, () => []).push(attempt);
  const ends = new Map<Attempt, number>();
  for (const ofSlot of slots.values()) {
    for (const [index, one] of ofSlot.entries()) {
      const next = nextInPlace(ofSlot, index);
      const end = Math.max(one.startedAt, one.endedAt ?? now);
      ends.set(one, one.slot === null ? end : Math.min(end, next?.startedAt ?? end));
    }
  }
  return attempts.map((one) => ends.get(one) ?? now);
}

function nextInPlace(ofSlot: readonly Attempt[], index: number): Attempt | undefined {
  const lane = ofSlot[index]?.lane ?? null;
  for (let at = index + 1; at < ofSlot.length; at += 1) {
    const later = ofSlot[at];
    if (lane === null || later?.lane === null || later?.lane === lane) return later;
  }
  return undefined;
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
