import type { PointStanding } from '@seesaw/shared/pointStanding';
import { describe, expect, test } from 'vitest';
import { normalQuantile } from '../numeric/normal.ts';
import { uniformStream } from '../stream.ts';
import { race } from './race.ts';

const sweep = { repeats: 5, race: { confidence: 0.95 }, metric: { name: 'eval/score', goal: 'minimize' as const } };

function standing(number: number, results: readonly (number | null)[], complete = false): PointStanding {
  const trials = results.map((_, i) => (number - 1) * 5 + i + 1);
  return { number, trials, point: {}, results, states: {}, complete };
}

const good = standing(1, [1, 1.1, 0.9, 1.05, 0.95], true);

test('a point that is far worse than the best complete one is given up, and told against which', () => {
  const bad = standing(2, [3, 3.1]);
  expect(race(sweep, bad, [good, bad])).toEqual({
    kind: 'stop',
    why: expect.stringContaining('worse than that of trials 1 to 5 with 95 % confidence, 3.05 ± 0.05 (2) against 1 ± '),
  });
});

test.each([
  ['it may be as good', standing(2, [1.02, 1.2])],
  ['it is better', standing(2, [0.1, 0.2])],
  ['one result says nothing of its scatter', standing(2, [9])],
  ['it scatters too much to tell', standing(2, [1, 20])],
])('a point goes on where %s', (_, point) => {
  expect(race(sweep, point, [good, point])).toEqual({ kind: 'continue' });
});

test('nothing is given up before a point is complete, nor where the race is off', () => {
  const bad = standing(2, [3, 3.1]);
  expect(race(sweep, bad, [standing(1, good.results), bad])).toEqual({ kind: 'continue' });
  expect(race({ ...sweep, race: undefined }, bad, [good, bad])).toEqual({ kind: 'continue' });
});

test('one that diverged is given up at once, and what is maximized counts the other way round', () => {
  const diverged = standing(2, [null]);
  expect(race(sweep, diverged, [good, diverged])).toMatchObject({
    kind: 'stop',
    why: expect.stringMatching(/diverged/),
  });
  const low = standing(2, [0.2, 0.21]);
  const maximizing = { ...sweep, metric: { name: 'eval/score', goal: 'maximize' as const } };
  expect(race(sweep, low, [good, low])).toEqual({ kind: 'continue' });
  expect(race(maximizing, low, [good, low])).toMatchObject({ kind: 'stop' });
});

test('without any scatter the smallest difference decides', () => {
  const points = [standing(1, [1, 1, 1, 1, 1], true), standing(2, [1, 1]), standing(3, [1.5, 1.5])];
  expect(race(sweep, points[1]!, points)).toEqual({ kind: 'continue' });
  expect(race(sweep, points[2]!, points)).toMatchObject({ kind: 'stop' });
});

describe('over all its looks', () => {
  /** How many of 2,000 points end early, whose results are normal with this mean, beside a complete one around 0. */
  function givenUp(mean: number, deviation: number, repeats: number): number {
    let count = 0;
    for (let number = 1; number <= 2000; number++) {
      const uniform = uniformStream({ seed: 1, number, parameter: 'race' });
      const draw = (centre: number, scale: number) => centre + scale * normalQuantile(uniform());
      const best = standing(
        1,
        Array.from({ length: repeats }, () => draw(0, 1)),
        true,
      );
      const results = Array.from({ length: repeats }, () => draw(mean, deviation));
      const looks = Array.from({ length: repeats - 2 }, (_, i) => standing(2, results.slice(0, i + 2)));
      const asked = { ...sweep, repeats };
      if (looks.some((look) => race(asked, look, [best, look]).kind === 'stop')) count++;
    }
    return count / 2000;
  }

  test.each([
    [3, 1],
    [5, 1],
    [5, 2],
    [10, 0.5],
  ])(
    'of %i repeats no more points that are as good end early than the confidence allows, but for what Welch’s approximation errs at such counts (scatter %f)',
    (repeats, deviation) => {
      expect(givenUp(0, deviation, repeats)).toBeLessThan(0.07);
    },
  );

  test('points that are five deviations worse mostly end early', () => {
    expect(givenUp(5, 1, 5)).toBeGreaterThan(0.7);
  });
});
