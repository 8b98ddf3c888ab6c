import type { ActivitySlotInfo, CustomSlotSupplier, SlotPermit } from '@temporalio/worker';
import type { SlotPool } from './slotPool.ts';

/**
 * Asks Temporal for as many segments as there are places: the number changes while packs come and go. A permit is held while it is
 * asked and while the segment runs; one that was given out when there were more places stays good, and its segment waits for a
 * place or is handed back.
 */
export function placePermits(pool: Pick<SlotPool, 'places' | 'onPlaces'>): CustomSlotSupplier<ActivitySlotInfo> {
  const given = new Set<SlotPermit>();
  const waiting = new Map<SlotPermit, (permit: SlotPermit) => void>();

  function next(): void {
    for (const [permit, give] of waiting) {
      if (given.size >= pool.places) return;
      waiting.delete(permit);
      given.add(permit);
      give(permit);
    }
  }
  pool.onPlaces(next);

  return {
    type: 'custom',
    reserveSlot(_, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const permit = {};
        waiting.set(permit, resolve);
        // Also once it is given: who aborts in that moment does not hear of it, and would never give it back.
        const onAbort = () => {
          waiting.delete(permit);
          if (given.delete(permit)) next();
          reject(signal.reason);
        };
        signal.addEventListener('abort', onAbort, { once: true });
        next();
      });
    },
    tryReserveSlot() {
      if (given.size >= pool.places) return null;
      const permit = {};
      given.add(permit);
      return permit;
    },
    markSlotUsed: () => undefined,
    releaseSlot({ permit }) {
      given.delete(permit);
      next();
    },
  };
}
