import { expect, test } from 'vitest';
import { comparedLabels } from './comparedLabels.ts';

const trial = (sweepId: string, number: number) => ({ sweepId, number });
const sweeps = [
  { id: 'a1', name: 'balance' },
  { id: 'b2', name: 'balance' },
  { id: 'c3', name: 'other' },
];

test('trials of one sweep are called by their number, of several by their sweep as well', () => {
  expect(comparedLabels([trial('a1', 1), trial('a1', 12)], sweeps)).toEqual(['0001', '0012']);
  expect(comparedLabels([trial('a1', 1), trial('c3', 1)], sweeps)).toEqual(['balance 0001', 'other 0001']);
});

test('no two trials are called alike, not even those of sweeps that are, or of sweeps that are not known yet', () => {
  expect(comparedLabels([trial('a1', 7), trial('b2', 7), trial('c3', 7)], sweeps)).toEqual([
    'balance (a1) 0007',
    'balance (b2) 0007',
    'other 0007',
  ]);
  expect(comparedLabels([trial('x', 7), trial('y', 7)], [])).toEqual(['x 0007', 'y 0007']);
});
