import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { grid } from '../data/grid.ts';
import { mixturePoints } from '../data/mixturePoints.ts';
import { ring } from '../data/ring.ts';
import { readValues } from '../game/readValues.ts';
import { mixtureCeiling, mixtureScore } from './mixtureScore.ts';
import reference from './reference/reference.json' with { type: 'json' };

const random = await testBackend();

const sets = [
  { data: ring, modes: 8 },
  { data: grid, modes: 25 },
];

test.each(sets)(
  '$data.name: the data themselves reach the ceiling of 98.89 % and hold all $modes modes',
  ({ data, modes }) => {
    expect(mixtureCeiling).toBeCloseTo(0.98889, 5);
    const points = readValues(() => mixturePoints(random, data, 20_000, { seed: 1, step: 0 }));
    const score = mixtureScore(points, data);
    expect(score).toMatchObject({ modes, modesHeld: modes });
    expect(score.hqShare).toBeCloseTo(mixtureCeiling, 2);
    // Evenly drawn modes leave (modes − 1) / 2n nats.
    expect(score.reverseKl).toBeLessThan(modes / 20_000);
    expect(score.score).toBeCloseTo(1 - mixtureCeiling, 2);
  },
);

test.each([
  { data: ring, expected: reference.mixtures.ring },
  { data: grid, expected: reference.mixtures.grid },
])('$data.name: modes, those held, share of high quality and divergence are those of SciPy', ({ data, expected }) => {
  const { points, modes, held, share, reverseKl, score } = expected;
  const found = mixtureScore(Float32Array.from(points), data);
  expect(found).toMatchObject({ modes, modesHeld: held });
  expect(found.modesHeld).toBeLessThan(found.modes);
  expect(found.hqShare).toBeCloseTo(share, 10);
  expect(found.reverseKl).toBeCloseTo(reverseKl, 10);
  expect(found.score).toBeCloseTo(score, 10);
});

test.each(sets)('$data.name: one mode alone is perfect in quality and ln $modes away in spread', ({ data, modes }) => {
  const [x, y] = data.centres[3]!;
  const score = mixtureScore(
    Float32Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? x : y)),
    data,
  );
  expect(score).toMatchObject({ modes: 1, modesHeld: 1, hqShare: 1 });
  expect(score.score).toBeCloseTo(Math.log(modes), 6);
});

test.each(sets)(
  '$data.name: without any sample near a mode, or with NaN, the score is ln $modes + 1 and there is no reverse KL',
  ({ data, modes }) => {
    for (const value of [0.5, Number.NaN]) {
      const score = mixtureScore(new Float32Array(100).fill(value), data);
      expect(score).toEqual({ modes: 0, modesHeld: 0, hqShare: 0, score: Math.log(modes) + 1 });
    }
  },
);

test.each(sets)('$data.name: modes lie inside of the picture and further apart than six deviations', ({ data }) => {
  const { centres, sigma, bound } = data;
  expect(Math.max(...centres.flat().map(Math.abs)) + 3 * sigma).toBeLessThan(bound);
  centres.forEach(([x, y], i) => {
    for (const [u, v] of centres.slice(i + 1)) expect(Math.hypot(x - u, y - v)).toBeGreaterThan(6 * sigma);
  });
});
