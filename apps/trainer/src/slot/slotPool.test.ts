import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Slot } from './slot.ts';
import { createSlotPool, type Pack, type Place } from './slotPool.ts';

const slotsOf = (count: number) => Array.from({ length: count }, (_, slot) => ({ spec: { slot } }) as unknown as Slot);
const never = new AbortController().signal;
const at = (place: Place | undefined) => place && [place.slot.spec.slot, place.pack?.lane ?? null];

function poolOf(count: number) {
  const pool = createSlotPool(slotsOf(count));
  const acquire = (pack?: Pack, patienceMs = 0) => pool.acquire(pack, { signal: never, patienceMs });
  return { pool, acquire };
}

describe('the places of a trainer', () => {
  it('fills the lanes of a pack before it begins another in an idle slot', async () => {
    const { pool, acquire } = poolOf(2);
    const ring = { key: 'ring', lanes: 2 };
    expect(pool.places).toBe(2);
    expect([at(await acquire(ring)), at(await acquire(ring)), at(await acquire(ring))]).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
    ]);
    expect(pool.places).toBe(4);
  });

  it('has no place for a segment alone, or one of another key, in the free lanes of a pack', async () => {
    const { acquire } = poolOf(1);
    const place = await acquire({ key: 'ring', lanes: 3 });
    expect(await acquire()).toBeUndefined();
    expect(await acquire({ key: 'other', lanes: 3 })).toBeUndefined();
    expect(await acquire({ key: 'ring', lanes: 4 })).toBeUndefined();
    const waits = acquire(undefined, 60_000);
    place?.release();
    expect(at(await waits)).toEqual([0, null]);
    expect(await acquire({ key: 'ring', lanes: 3 })).toBeUndefined();
  });

  it('gives a lane that became free to the next, the lowest first', async () => {
    const { acquire } = poolOf(1);
    const ring = { key: 'ring', lanes: 3 };
    const places = [await acquire(ring), await acquire(ring), await acquire(ring)];
    const [first, second] = [acquire(ring, 60_000), acquire(ring, 60_000)];
    places[1]?.release();
    expect(at(await first)).toEqual([0, 1]);
    places[0]?.release();
    expect(at(await second)).toEqual([0, 0]);
  });

  it('lets nobody wait who was told to stop', async () => {
    const { pool, acquire } = poolOf(1);
    const held = await acquire();
    const stop = new AbortController();
    const waits = pool.acquire(undefined, { signal: stop.signal, patienceMs: 60_000 });
    stop.abort(new Error('stop'));
    await expect(waits).rejects.toThrow('stop');
    held?.release();
    expect(at(await acquire())).toEqual([0, null]);
  });

  it('never gives a place twice, mixes no keys in a slot, and counts what it has, whatever comes and goes', async () => {
    const kind = fc.option(fc.record({ key: fc.constantFrom('a', 'b'), lanes: fc.constantFrom(2, 3) }), {
      nil: undefined,
    });
    const move = fc.oneof(
      kind.map((pack) => ({ pack })),
      fc.nat(20).map((leave) => ({ leave })),
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.array(move, { maxLength: 40 }), async (count, moves) => {
        const { pool, acquire } = poolOf(count);
        const held: Place[] = [];
        for (const one of moves) {
          if ('leave' in one) held.splice(one.leave % Math.max(1, held.length), 1)[0]?.release();
          else {
            const place = await acquire(one.pack);
            if (place !== undefined) held.push(place);
            else expect(new Set(held.map(({ slot }) => slot)).size, 'a slot was idle').toBe(count);
          }
          const taken = held.map((place) => String(at(place)));
          expect(new Set(taken).size).toBe(taken.length);
          const kinds = new Map<Slot, Set<string>>();
          for (const { slot, pack } of held) {
            const known = kinds.get(slot) ?? new Set();
            kinds.set(slot, known.add(pack === undefined ? 'alone' : `${pack.key} ${pack.lanes}`));
            if (pack !== undefined) expect(pack.lane).toBeLessThan(pack.lanes);
          }
          for (const known of kinds.values()) expect(known.size).toBe(1);
          const lanes = new Map(held.map(({ slot, pack }) => [slot, pack?.lanes ?? 1]));
          expect(pool.places).toBe([...lanes.values()].reduce((sum, n) => sum + n, count - lanes.size));
        }
      }),
    );
  });
});
