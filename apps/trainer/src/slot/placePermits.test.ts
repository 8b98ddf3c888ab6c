import type { SlotPermit } from '@temporalio/worker';
import { describe, expect, it } from 'vitest';
import { placePermits } from './placePermits.ts';

const context = {
  slotType: 'activity',
  taskQueue: 'q',
  workerIdentity: 'w',
  workerBuildId: '',
  isSticky: false,
} as const;

function permits(places: number) {
  let tell: () => void = () => undefined;
  const pool = {
    places,
    onPlaces(changed: () => void) {
      tell = changed;
    },
  };
  const supplier = placePermits(pool);
  const taken: SlotPermit[] = [];
  return {
    supplier,
    taken,
    change(next: number) {
      pool.places = next;
      tell();
    },
    ask() {
      const stop = new AbortController();
      const asked = supplier.reserveSlot(context, stop.signal).then((permit) => void taken.push(permit));
      asked.catch(() => undefined);
      return { stop, asked };
    },
    giveBack: () => supplier.releaseSlot({ permit: taken.pop()! }),
  };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('permits to ask Temporal for a segment', () => {
  it('are as many as there are places, more when a pack begins, and none while more are out than that', async () => {
    const { taken, change, ask, giveBack } = permits(1);
    for (let asked = 0; asked < 6; asked += 1) ask();
    await turn();
    expect(taken).toHaveLength(1);
    change(4);
    await turn();
    expect(taken).toHaveLength(4);
    change(1);
    for (let ended = 0; ended < 3; ended += 1) giveBack();
    await turn();
    expect(taken).toHaveLength(1);
    giveBack();
    await turn();
    expect(taken).toHaveLength(1);
  });

  it('come back when nobody wants them any more, also in the moment in which they are given', async () => {
    const { supplier, taken, ask } = permits(1);
    const first = ask();
    const second = ask();
    second.stop.abort(new Error('no longer'));
    await expect(second.asked).rejects.toThrow('no longer');
    first.stop.abort(new Error('no longer'));
    await turn();
    ask();
    await turn();
    // The first one was handed over by then, but its end was that of somebody who went away.
    expect(taken).toHaveLength(2);
    expect(supplier.tryReserveSlot(context)).toBeNull();
  });
});
