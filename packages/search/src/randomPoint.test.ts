import type { SearchSpace } from '@seesaw/shared/searchSpace';
import { activeAxes, isActive } from '@seesaw/shared/space/activeAxes';
import { isFeasible } from '@seesaw/shared/space/isFeasible';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomPoint } from './randomPoint.ts';
import type { SpaceRules } from './spaceRules.ts';

const space: SearchSpace = [
  { name: 'loss', dimension: { kind: 'choice', values: ['hinge', 'wgan-gp'] } },
  { name: 'gp_lambda', dimension: { kind: 'float', min: 1, max: 100, scale: 'log' }, when: 'loss == "wgan-gp"' },
  { name: 'lr_d', dimension: { kind: 'float', min: 1e-4, max: 1e-1, scale: 'log' } },
  { name: 'lr_ratio', dimension: { kind: 'float', min: 0.1, max: 10, scale: 'log' } },
];
const constraints = ['lr_d * lr_ratio < 0.01', 'gp_lambda < 50'];
const rulesWith = (constraints: readonly string[]): SpaceRules => ({
  isActive,
  isFeasible: (point) => isFeasible(constraints, point),
});
const seed = fc.nat({ max: 2 ** 32 - 1 });
const number = fc.integer({ min: 1, max: 1e6 });

test('a random point has the active axes alone and satisfies every constraint', () => {
  fc.assert(
    fc.property(seed, number, (seed, number) => {
      const point = randomPoint({ space, rules: rulesWith(constraints), seed, number });
      expect(Object.keys(point)).toEqual(activeAxes(space, point).map(({ name }) => name));
      expect(isFeasible(constraints, point)).toBe(true);
      expect(randomPoint({ space, rules: rulesWith(constraints), seed, number })).toEqual(point);
    }),
  );
});

test('a constraint leaves alone the trials that satisfy it anyway', () => {
  fc.assert(
    fc.property(seed, number, (seed, number) => {
      const free = randomPoint({ space, rules: rulesWith([]), seed, number });
      fc.pre(isFeasible(constraints, free));
      expect(randomPoint({ space, rules: rulesWith(constraints), seed, number })).toEqual(free);
    }),
  );
});

test('a feasible share of one in a thousand is found', () => {
  const narrow = ['lr_d / 0.1 > 0.9931'];
  for (let number = 1; number <= 5; number++) {
    expect(isFeasible(narrow, randomPoint({ space, rules: rulesWith(narrow), seed: 1, number }))).toBe(true);
  }
});

test('constraints that nothing satisfies end in words', () => {
  expect(() => randomPoint({ space: space.slice(2), rules: rulesWith(['lr_d > 1']), seed: 1, number: 1 })).toThrow(
    /No point among 100000 draws/,
  );
});
