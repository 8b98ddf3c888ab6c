import { useSyncExternalStore } from 'react';

/** The trial that the pointer is on, by id, in whatever view: its row, its curve and its dots light up together. */
const listeners = new Set<() => void>();
let hovered: number | undefined;

export const hoveredTrial = {
  get: (): number | undefined => hovered,
  set(trialId: number | undefined): void {
    if (trialId === hovered) return;
    hovered = trialId;
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** Whether it is this one: only the rows whose answer changes are drawn again. */
export function useIsHovered(trialId: number): boolean {
  return useSyncExternalStore(hoveredTrial.subscribe, () => hovered === trialId);
}
