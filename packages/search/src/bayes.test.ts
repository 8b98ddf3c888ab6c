import type { Axis } from '@seesaw/shared/searchSpace';
import { expect, test } from 'vitest';
import { bayesMethod } from './bayes.ts';
import { testFunctions } from './functions/testFunctions.ts';

const choice = (name: string): Axis => ({ name, dimension: { kind: 'choice', values: ['a', 'b'] } });

test('few results of a small space of lines go to gp', () => {
  expect(bayesMethod(testFunctions.branin.space, 0)).toBe('gp');
  expect(bayesMethod(testFunctions.mixed.space, 200)).toBe('gp');
  expect(bayesMethod(testFunctions.conditional.space, 50)).toBe('gp');
});

test('many results, many axes and choices alone go to tpe', () => {
  const { space } = testFunctions.branin;
  expect(bayesMethod(space, 201)).toBe('tpe');
  expect(
    bayesMethod(
      Array.from({ length: 21 }, (_, i) => ({ ...space[0]!, name: `x${i}` })),
      0,
    ),
  ).toBe('tpe');
  expect(bayesMethod([choice('a'), choice('b')], 0)).toBe('tpe');
});

test('constants do not count', () => {
  const constants = Array.from(
    { length: 30 },
    (_, i): Axis => ({ name: `c${i}`, dimension: { kind: 'constant', value: i } }),
  );
  expect(bayesMethod([...constants, ...testFunctions.branin.space], 0)).toBe('gp');
});

test('several objectives go to tpe', () => {
  expect(bayesMethod(testFunctions.branin.space, 0, 2)).toBe('tpe');
});
