import { api } from './api.ts';
import { eventually } from './eventually.ts';
import { isIdle } from './isIdle.ts';

/** Waits until every trainer that is there has said anew that it trains nothing: what it said before may be out of date. */
export async function slotsAreFree(): Promise<void> {
  const before = new Map((await api.workers()).map(({ id, lastSeenAt }) => [id, lastSeenAt]));
  await eventually('every trainer to say that it trains nothing', async () => {
    const alive = (await api.workers()).filter(({ state }) => state === 'alive');
    const free = alive.filter(({ id, lastSeenAt, slots }) => lastSeenAt !== before.get(id) && slots.every(isIdle));
    return alive.length > 0 && free.length === alive.length;
  });
}
