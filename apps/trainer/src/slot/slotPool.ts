import type { Slot } from './slot.ts';

/** Which slots are free. Temporal hands out no more segments than there are slots, so waiting is short. */
export interface SlotPool {
  readonly slots: readonly Slot[];
  /** @throws the signal's reason when it is aborted before a slot is free */
  acquire(signal: AbortSignal): Promise<Slot>;
  release(slot: Slot): void;
}

export function createSlotPool(slots: readonly Slot[]): SlotPool {
  const free = [...slots];
  const waiting: ((slot: Slot) => void)[] = [];
  return {
    slots,
    acquire(signal) {
      signal.throwIfAborted();
      const slot = free.shift();
      if (slot !== undefined) return Promise.resolve(slot);
      return new Promise((resolve, reject) => {
        const take = (freed: Slot) => {
          signal.removeEventListener('abort', leave);
          resolve(freed);
        };
        const leave = () => {
          waiting.splice(waiting.indexOf(take), 1);
          reject(signal.reason);
        };
        signal.addEventListener('abort', leave, { once: true });
        waiting.push(take);
      });
    },
    release(slot) {
      const next = waiting.shift();
      if (next === undefined) free.push(slot);
      else next(slot);
    },
  };
}
