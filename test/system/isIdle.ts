import type { WorkerRow } from '@seesaw/shared/records';

/** Nothing trains in any lane of the slot, as its trainer last said. */
export function isIdle({ lanes }: WorkerRow['slots'][number]): boolean {
  return lanes.every((work) => work === null);
}
