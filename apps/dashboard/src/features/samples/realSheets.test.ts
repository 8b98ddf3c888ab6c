import type { SampleRow } from '@seesaw/shared/records';
import { expect, it } from 'vitest';
import { realSheets } from './realSheets.ts';

function sample(id: number, trialId: number, facts: SampleRow['facts']): SampleRow {
  return { id, trialId, step: 0, facts } as SampleRow;
}

it('has one sheet for each data set that the server can draw', () => {
  const trials = ['mnist-10k', 'polygons', 'mnist-10k'].map((dataset, id) => ({ id, dataset }));
  expect(realSheets(trials, [])).toEqual([
    { dataset: 'mnist-10k', url: '/api/v1/datasets/mnist-10k/real.png?count=64', columns: 8 },
    { dataset: 'polygons', url: '/api/v1/datasets/polygons/real.png?count=64', columns: 8 },
  ]);
});

it('takes those of a folder from the newest sample that kept some, whatever trial it is of', () => {
  const trials = [1, 2, 3].map((id) => ({ id, dataset: 'image-folder:faces' }));
  const samples = [
    sample(4, 1, { real: 6 }),
    sample(9, 2, { real: 12 }),
    sample(10, 2, {}),
    sample(11, 7, { real: 64 }),
  ];
  expect(realSheets(trials, samples)).toEqual([
    { dataset: 'image-folder:faces', url: '/api/v1/samples/9/real.png', columns: 4 },
  ]);
  expect(realSheets(trials, [sample(10, 2, {})])).toEqual([]);
});
