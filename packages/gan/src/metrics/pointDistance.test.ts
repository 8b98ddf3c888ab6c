import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { heldOutSeed } from '../data/heldOut.ts';
import { mixturePoints } from '../data/mixturePoints.ts';
import { ring } from '../data/ring.ts';
import { readValues } from '../game/readValues.ts';
import { pointDistance } from './pointDistance.ts';

const random = await testBackend();
const distance = pointDistance(ring, random);
const drawn = (seed: number) => readValues(() => mixturePoints(random, ring, 2000, { seed, step: 7 }));
const moved = (points: Float32Array, x: number) => points.map((value, i) => (i % 2 === 0 ? value + x : value));

test('other draws of the data are hardly away from it, and that is chance', () => {
  const away = [1, 2, 3].map((seed) => distance(drawn(seed)));
  expect(Math.max(...away)).toBeLessThan(0.05);
  const itself = readValues(() => mixturePoints(random, ring, 2000, { seed: heldOutSeed, step: 1, split: 'held-out' }));
  expect(distance(itself)).toBe(0);
});

test('all samples in the middle are as far as the data is wide: the mean of |θ·x| over the unit circle, 2/π', () => {
  expect(distance(new Float32Array(4000))).toBeCloseTo(2 / Math.PI, 2);
});

test('a shift by x far beyond the data is x · mean |cos| = 2x/π, whichever way', () => {
  expect(distance(moved(drawn(1), 10))).toBeCloseTo(20 / Math.PI, 1);
});

test('a sample that comes nearer has a smaller distance while none is near a mode', () => {
  const inside = (share: number) => drawn(1).map((value) => share * value);
  const away = [0.2, 0.4, 0.6, 0.8].map((share) => distance(inside(share)));
  expect(away).toEqual([...away].sort((a, b) => b - a));
});
