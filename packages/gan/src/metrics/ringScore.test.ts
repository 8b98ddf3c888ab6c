import { expect, test } from 'vitest';
import { ringCentre, ringPoints } from '../data/ring.ts';
import { ringCeiling, ringScore } from './ringScore.ts';

test('the data themselves reach the ceiling of 98.89 % and hold all eight modes', () => {
  expect(ringCeiling).toBeCloseTo(0.98889, 5);
  const score = ringScore(ringPoints(20_000, 1, 0));
  expect(score).toMatchObject({ modes: 8, modesHeld: 8 });
  expect(score.hqShare).toBeCloseTo(ringCeiling, 2);
  expect(score.reverseKl).toBeLessThan(0.001);
  expect(score.score).toBeCloseTo(1 - ringCeiling, 2);
});

test('one mode alone is perfect in quality and ln 8 away in spread', () => {
  const [x, y] = ringCentre(3);
  const score = ringScore(Float32Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? x : y)));
  expect(score).toMatchObject({ modes: 1, modesHeld: 1, hqShare: 1 });
  expect(score.score).toBeCloseTo(Math.log(8), 6);
});

test('without any sample near a mode, or with NaN, the score is ln 8 + 1 and there is no reverse KL', () => {
  for (const value of [0, Number.NaN]) {
    const score = ringScore(new Float32Array(100).fill(value));
    expect(score).toEqual({ modes: 0, modesHeld: 0, hqShare: 0, score: Math.log(8) + 1 });
  }
});

test('held-out points are other points than any batch of training', () => {
  expect(ringPoints(10, 7, 0, 'held-out')).not.toEqual(ringPoints(10, 7, 0));
});
