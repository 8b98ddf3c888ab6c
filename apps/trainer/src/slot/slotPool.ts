import type { PackPlace } from '../protocol.ts';
import type { Slot } from './slot.ts';

/** Which program a segment can share, and how many lanes that has. */
export type Pack = Pick<PackPlace, 'key' | 'lanes'>;

/** A slot, or a lane of one: where one segment trains. */
export interface Place {
  readonly slot: Slot;
  /** The lane, of a segment that shares its program. */
  readonly pack: PackPlace | undefined;
  /** Once. */
  release(): void;
}

/**
 * Which places are free. A slot with nothing in it takes any segment. One with a segment that shares its program is a pack from
 * then on, with free lanes for others of the same key, until the last of them has left.
 */
export interface SlotPool {
  /**
   * How many segments can train at once as things are: a slot that runs a pack counts for its lanes, any other for one. It changes
   * with every pack that begins or ends.
   */
  readonly places: number;
  onPlaces(changed: () => void): void;
  /**
   * A lane of a pack that runs before a slot with nothing in it, so that programs are full before there are more of them.
   *
   * @returns undefined when no place that fits came free within `patienceMs`
   * @throws the signal's reason when it is aborted before
   */
  acquire(pack: Pack | undefined, options: { signal: AbortSignal; patienceMs: number }): Promise<Place | undefined>;
}

/** What lies in a slot. */
interface Occupied {
  readonly pack: Pack | undefined;
  readonly lanes: Set<number>;
}

export function createSlotPool(slots: readonly Slot[]): SlotPool {
  const occupied = new Map<Slot, Occupied>();
  const listeners: (() => void)[] = [];
  /** In the order in which they came. */
  const waiting: { pack: Pack | undefined; give(place: Place): void }[] = [];

  function places(): number {
    return slots.reduce((sum, slot) => sum + (occupied.get(slot)?.pack?.lanes ?? 1), 0);
  }

  function find(pack: Pack | undefined): Place | undefined {
    if (pack !== undefined) {
      for (const [slot, { pack: running, lanes }] of occupied) {
        if (running?.key === pack.key && running.lanes === pack.lanes && lanes.size < pack.lanes)
          return take(slot, pack);
      }
    }
    const idle = slots.find((slot) => !occupied.has(slot));
    return idle && take(idle, pack);
  }

  function take(slot: Slot, pack: Pack | undefined): Place {
    const inside = occupied.get(slot) ?? { pack, lanes: new Set<number>() };
    occupied.set(slot, inside);
    let lane = 0;
    while (inside.lanes.has(lane)) lane += 1;
    inside.lanes.add(lane);
    return { slot, pack: pack && { ...pack, lane }, release: () => leave(slot, inside, lane) };
  }

  function leave(slot: Slot, inside: Occupied, lane: number): void {
    inside.lanes.delete(lane);
    if (inside.lanes.size === 0) occupied.delete(slot);
    for (const one of [...waiting]) {
      const place = find(one.pack);
      if (place !== undefined) one.give(place);
    }
    tell();
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }

  return {
    get places() {
      return places();
    },
    onPlaces(changed) {
      listeners.push(changed);
    },
    async acquire(pack, { signal, patienceMs }) {
      signal.throwIfAborted();
      const place = find(pack);
      if (place !== undefined) {
        tell();
        return place;
      }
      return new Promise((resolve, reject) => {
        const done = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', onAbort);
          waiting.splice(waiting.indexOf(one), 1);
        };
        const one = {
          pack,
          give(given: Place) {
            done();
            resolve(given);
          },
        };
        const onAbort = () => {
          done();
          reject(signal.reason);
        };
        const timer = setTimeout(() => {
          done();
          resolve(undefined);
        }, patienceMs);
        signal.addEventListener('abort', onAbort, { once: true });
        waiting.push(one);
      });
    },
  };
}
