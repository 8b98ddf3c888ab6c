import type { SampleRow } from '@seesaw/shared/records';
import { expect, test } from 'vitest';
import { flickerPartners, neighbour, type Zoomed, zoomedTitle } from './zoomed.ts';

const sample = (trialId: number, step: number) => ({ id: trialId * 1000 + step, trialId, step }) as SampleRow;
const row = (trialId: number, label: string, steps: readonly number[]) => ({
  label,
  byStep: new Map(steps.map((step) => [step, sample(trialId, step)])),
});
const rows = [row(1, 'a', [0, 50, 100]), row(2, 'b', [0, 100]), row(3, 'c', [50])];
const reals = [{ dataset: 'mnist', url: '/real', columns: 8 }];
const at = (trialId: number, label: string, step: number): Zoomed => ({ sample: sample(trialId, step), label });

test('arrows lead to the sheet beside in the grid, past trials that have none at that step', () => {
  const title = (zoomed: Zoomed | undefined) => zoomed && zoomedTitle(zoomed);
  expect(title(neighbour(at(1, 'a', 50), rows, 'left'))).toBe('Trial a, step 0');
  expect(title(neighbour(at(1, 'a', 50), rows, 'down'))).toBe('Trial c, step 50');
  expect(neighbour(at(1, 'a', 100), rows, 'right')).toBeUndefined();
  expect(neighbour({ real: reals[0]! }, rows, 'left')).toBeUndefined();
});

test('a sheet is flickered with real items, the step before, and other trials at its step', () => {
  expect(flickerPartners(at(1, 'a', 100), rows, reals).map(zoomedTitle)).toEqual([
    'Held-out items of mnist',
    'Trial a, step 50',
    'Trial b, step 100',
  ]);
  expect(flickerPartners({ real: reals[0]! }, rows, reals)).toEqual([]);
});
