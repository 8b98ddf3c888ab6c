import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptSteps, type Retention } from './keptSteps.ts';

const rules = { latest: false, best: false, every: null, topK: null };
const kept = (change: Partial<Retention>) => {
  const steps = [100, 200, 300, 400, 500];
  const all = { keep: 2, steps, bestStep: 250, mayGoOn: false, place: 1, ...change };
  return [...keptSteps(all)].sort((a, b) => a - b);
};

test('a number keeps so many of the newest, in every state', () => {
  expect(kept({ keep: 2 })).toEqual([400, 500]);
  expect(kept({ keep: 2, mayGoOn: true })).toEqual([400, 500]);
  expect(kept({ keep: 1, mayGoOn: true })).toEqual([500]);
});

test('the best is the first checkpoint at or after the best step, or the last one before it', () => {
  const keep = { ...rules, best: true };
  expect(kept({ keep })).toEqual([300]);
  expect(kept({ keep, bestStep: 300 })).toEqual([300]);
  expect(kept({ keep, bestStep: 900 })).toEqual([500]);
  expect(kept({ keep, bestStep: null })).toEqual([]);
});

test('rules add up, and a trial that may go on keeps its newest two besides', () => {
  const keep = { ...rules, best: true, every: 200 };
  expect(kept({ keep })).toEqual([200, 300, 400]);
  expect(kept({ keep, mayGoOn: true })).toEqual([200, 300, 400, 500]);
  expect(kept({ keep: { ...rules, latest: true } })).toEqual([500]);
});

test('with top_k the best trials keep their last checkpoint, the others nothing, once none of them can go on', () => {
  const keep = { ...rules, topK: 2 };
  expect(kept({ keep, place: 2 })).toEqual([500]);
  expect(kept({ keep, place: 3 })).toEqual([]);
  expect(kept({ keep: { ...keep, latest: true, best: true }, place: null })).toEqual([]);
  expect(kept({ keep, place: 3, mayGoOn: true })).toEqual([400, 500]);
});

test('whatever the rules, only existing steps are kept, the newest of a trial that may go on among them', () => {
  const keep = fc.oneof(
    fc.integer({ min: 1, max: 9 }),
    fc.record({
      latest: fc.boolean(),
      best: fc.boolean(),
      every: fc.option(fc.integer({ min: 1, max: 50 })),
      topK: fc.option(fc.integer({ min: 1, max: 9 })),
    }),
  );
  const retention = fc.record({
    keep,
    steps: fc.uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 1 }),
    bestStep: fc.option(fc.nat(120)),
    mayGoOn: fc.boolean(),
    place: fc.option(fc.integer({ min: 1, max: 20 })),
  });
  fc.assert(
    fc.property(retention, (given) => {
      const left = keptSteps(given);
      for (const step of left) expect(given.steps).toContain(step);
      if (given.mayGoOn) expect(left.has(Math.max(...given.steps))).toBe(true);
      // Done twice is done once: what was kept is kept again.
      expect(keptSteps({ ...given, steps: [...left] })).toEqual(left);
    }),
  );
});
