import type { PoolDemand, WorkerRow } from '@seesaw/shared/records';

/** A pool that trainers serve or trials want. */
export interface Pool {
  readonly name: string;
  readonly trainers: number;
  readonly slots: number;
  readonly busy: number;
  /** Trials that wait for it, and sweeps that have any there. */
  readonly waiting: number;
  readonly sweeps: number;
}

export function isServed(pool: string, workers: readonly WorkerRow[]): boolean {
  return workers.some((worker) => worker.state === 'alive' && worker.pool === pool);
}

/** By name; trainers that are gone serve nothing. */
export function poolsOf(workers: readonly WorkerRow[], demand: readonly PoolDemand[]): Pool[] {
  const alive = workers.filter((worker) => worker.state === 'alive');
  const names = [...new Set([...alive.map(({ pool }) => pool), ...demand.map(({ pool }) => pool)])].sort();
  return names.map((name) => {
    const serving = alive.filter(({ pool }) => pool === name);
    const slots = serving.flatMap((worker) => worker.slots);
    const wanted = demand.find(({ pool }) => pool === name);
    return {
      name,
      trainers: serving.length,
      slots: slots.length,
      busy: slots.filter(({ lanes }) => lanes.some((work) => work !== null)).length,
      waiting: wanted?.waiting ?? 0,
      sweeps: wanted?.sweeps ?? 0,
    };
  });
}

/** What starts a trainer for it on this machine. */
export function startCommand(pool: string): string {
  return pool === 'default' ? 'npx --no seesaw up' : `npx --no seesaw worker start --pool ${pool}`;
}
