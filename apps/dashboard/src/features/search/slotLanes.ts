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

export interface SlotLane {
  readonly workerId: string;
  /** From 1 on, for each worker. */
  readonly place: number;
  /** In the order of time, none over another. */
  readonly bars: readonly SlotBar[];
}

/** Attempts in as few lanes a worker as ran at once; which slot it was is not kept. */
export function slotLanes(clocks: readonly TrialClock[], now: number): SlotLane[] {
  const bars = clocks
    .flatMap(({ trialId, number, attempts }) =>
      attempts.map(({ attempt, startedAt, endedAt, workerId, outcome }) => ({
        workerId,
        bar: { trialId, number, attempt, from: startedAt, to: Math.max(startedAt, endedAt ?? now), outcome },
      })),
    )
    .sort((a, b) => a.bar.from - b.bar.from);
  const workers = new Map<string, SlotBar[][]>();
  for (const { workerId, bar } of bars) {
    const lanes = workers.get(workerId) ?? [];
    workers.set(workerId, lanes);
    const free = lanes.find((lane) => lane.at(-1)!.to <= bar.from);
    if (free === undefined) lanes.push([bar]);
    else free.push(bar);
  }
  return [...workers].flatMap(([workerId, lanes]) =>
    lanes.map((lane, index) => ({ workerId, place: index + 1, bars: lane })),
  );
}
