import { createStore } from '@seesaw/store/store';
import { expect, inject } from 'vitest';
import { api, sweepIs } from './api.ts';
import { type Footprint, footprintOf } from './footprint.ts';
import { ringSweep } from './ringSweep.ts';

interface Length {
  readonly steps: number;
  readonly everySteps: number;
}

/**
 * The training that every fault test disturbs, and what it looks like when nobody does. A step takes less than a millisecond, and
 * half a second can pass before a test knows of one: the fault has to come before the end.
 */
export const disturbed: Length = { steps: 4_000, everySteps: 100 };

const references = new Map<object, Promise<Footprint>>();

/** Runs a training once without faults; later calls in the same file reuse it. */
export function undisturbed(training: Length = disturbed): Promise<Footprint> {
  const known = references.get(training);
  if (known !== undefined) return known;
  const reference = (async () => {
    const { id } = await api.createSweep(ringSweep({ name: 'undisturbed', ...training }));
    await sweepIs(id, ['completed']);
    return footprint(id);
  })();
  references.set(training, reference);
  return reference;
}

/** What must be equal whatever was killed: state hash, and each metric point exactly once. */
export async function footprint(sweepId: string, number = 1): Promise<Footprint> {
  const trial = await api.trial(sweepId, number);
  expect(trial.state).toBe('completed');
  const store = createStore({ databaseUrl: inject('endpoints').databaseUrl });
  try {
    return await footprintOf(store, trial);
  } finally {
    await store.close();
  }
}
