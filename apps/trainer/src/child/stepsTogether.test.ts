import { expect, it } from 'vitest';
import { stepsTogether } from './stepsTogether.ts';

const quick = { untilStep: 1000, every: [50, 120], msPerStep: 0.001, withinMs: 50 };

it('never goes over a step after which something is to be done, nor over the end', () => {
  const stops: number[] = [];
  for (let step = 0; step < 270; ) {
    step += stepsTogether({ ...quick, untilStep: 270, step });
    stops.push(step);
  }
  expect(stops).toEqual([50, 100, 120, 150, 200, 240, 250, 270]);
});

it('takes as many steps as fit into the time, one at least', () => {
  expect(stepsTogether({ ...quick, step: 0, msPerStep: 8 })).toBe(6);
  expect(stepsTogether({ ...quick, step: 0, msPerStep: 80 })).toBe(1);
  expect(stepsTogether({ ...quick, step: 0, msPerStep: Number.POSITIVE_INFINITY })).toBe(1);
});
