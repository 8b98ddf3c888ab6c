import { grid } from '@seesaw/gan/data/grid';
import { ring } from '@seesaw/gan/data/ring';
import type { SeededDraws } from '@seesaw/gan/random/seededDraws';
import { expect, test } from 'vitest';
import { createPackShelf } from './packShelf.ts';

const never = (): never => {
  throw new Error('nobody has joined');
};

test('trainings share a pack where lanes, mode, structure and the very data are the same', () => {
  const shelf = createPackShelf({ normal: never, uniform: never } as SeededDraws);
  const place = { key: 'a structure', lanes: 4, lane: 0 };
  const how = { mode: 'graph', compile: never, isGivenWhole: true, data: ring } as const;
  const pack = shelf.enter(place, how);
  expect(shelf.enter({ ...place, lane: 1 }, how)).toBe(pack);
  const others = [
    shelf.enter({ ...place, key: 'another' }, how),
    shelf.enter({ ...place, lanes: 2 }, how),
    shelf.enter(place, { ...how, mode: 'xla' }),
    // Of one name: pictures were added to the folder in the meantime.
    shelf.enter(place, { ...how, data: { ...grid, name: ring.name } }),
  ];
  expect(new Set([pack, ...others]).size).toBe(5);
  for (const one of [pack, pack, ...others]) shelf.leave(one);
});
