import type { Dimension, SearchSpace } from '@seesaw/shared/searchSpace';
import { activePart } from '@seesaw/shared/space/activeAxes';
import { isFeasible } from '@seesaw/shared/space/isFeasible';
import { gridSize } from '@seesaw/shared/sweepFileGrid';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gridPoint } from './grid.ts';

const dimension: fc.Arbitrary<Dimension> = fc.oneof(
  fc.record({ kind: fc.constant('constant' as const), value: fc.constantFrom<string | number>('a', 1) }),
  fc.record({
    kind: fc.constant('choice' as const),
    values: fc.uniqueArray(fc.constantFrom<string | number | boolean>('a', 'b', 1, 2, true), { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('int' as const),
    min: fc.integer({ min: -3, max: 0 }),
    max: fc.integer({ min: 0, max: 3 }),
    scale: fc.constantFrom('linear' as const, 'log' as const),
    quantum: fc.option(fc.constantFrom(1, 2, 3), { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant('float' as const),
    min: fc.constantFrom(-0.25, 0, 0.1),
    max: fc.constantFrom(0.5, 1, 1.05),
    scale: fc.constant('linear' as const),
    quantum: fc.constantFrom(0.1, 0.25, 0.5),
  }),
);
const space: fc.Arbitrary<SearchSpace> = fc.uniqueArray(
  fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd'), dimension }),
  { selector: ({ name }) => name, maxLength: 4 },
);

function enumerate(space: SearchSpace, constraints: readonly string[] = []) {
  const points = [];
  for (let index = 0; ; index++) {
    const point = gridPoint(space, index, constraints);
    if (point === 'exhausted') return points;
    points.push(point);
  }
}

test('a grid holds as many points as it says, each of them once', () => {
  fc.assert(
    fc.property(space, (given) => {
      fc.pre(gridSize(given) <= 1000);
      const points = enumerate(given);
      expect(points).toHaveLength(gridSize(given));
      expect(new Set(points.map((point) => JSON.stringify(point))).size).toBe(points.length);
    }),
  );
});

test('a grid is the product of what each axis alone would give', () => {
  fc.assert(
    fc.property(space, (given) => {
      fc.pre(gridSize(given) <= 1000);
      const product = given.reduce<Record<string, unknown>[]>(
        (points, axis) => {
          const values = enumerate([axis]);
          return points.flatMap((point) => values.map((value) => ({ ...point, ...value })));
        },
        [{}],
      );
      expect(enumerate(given)).toEqual(product);
    }),
  );
});

test('the last axis goes fastest', () => {
  const given: SearchSpace = [
    { name: 'loss', dimension: { kind: 'choice', values: ['hinge', 'lsgan'] } },
    { name: 'lr', dimension: { kind: 'constant', value: 0.001 } },
    { name: 'd_steps', dimension: { kind: 'int', min: 1, max: 2, scale: 'linear' } },
  ];
  expect(enumerate(given).map(({ loss, d_steps }) => `${loss} ${d_steps}`)).toEqual([
    'hinge 1',
    'hinge 2',
    'lsgan 1',
    'lsgan 2',
  ]);
  expect(Object.keys(enumerate(given)[0] ?? {})).toEqual(['loss', 'lr', 'd_steps']);
});

test('an axis with a quantum has the multiples that lie within its bounds', () => {
  const values = (min: number, max: number, quantum: number) =>
    enumerate([{ name: 'x', dimension: { kind: 'float', min, max, scale: 'linear', quantum } }]).map(({ x }) => x);
  expect(values(0, 0.3, 0.1)).toEqual([0, 0.1, 0.2, 0.3]);
  expect(values(-0.3, 0.1, 0.1)).toEqual([-0.3, -0.2, -0.1, 0, 0.1]);
  expect(values(1, 10, 3)).toEqual([3, 6, 9]);
  const beta: SearchSpace = [{ name: 'x', dimension: { kind: 'beta', a: 2, b: 2, quantum: 0.25 } }];
  expect(enumerate(beta).map(({ x }) => x)).toEqual([0, 0.25, 0.5, 0.75, 1]);
});

test('a point far into a huge grid is found without walking there', () => {
  const axis: Dimension = { kind: 'int', min: 0, max: 999, scale: 'linear' };
  const given = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, dimension: axis }));
  expect(gridSize(given)).toBe(1e15);
  expect(gridPoint(given, 123_456_789_012_345)).toEqual({ a: 123, b: 456, c: 789, d: 12, e: 345 });
  expect(gridPoint(given, 1e15)).toBe('exhausted');
});

test('a space without axes has one point, and an axis without values none', () => {
  expect(enumerate([])).toEqual([{}]);
  const none: SearchSpace = [{ name: 'x', dimension: { kind: 'choice', values: [] } }];
  expect(gridPoint(none, 0)).toBe('exhausted');
});

const conditional: SearchSpace = [
  { name: 'loss', dimension: { kind: 'choice', values: ['hinge', 'lsgan', 'wgan-gp'] } },
  { name: 'gp_lambda', dimension: { kind: 'choice', values: [1, 10] }, when: 'loss == "wgan-gp"' },
  { name: 'd_steps', dimension: { kind: 'int', min: 1, max: 3, scale: 'linear' }, when: 'gp_lambda > 1' },
];

test('where an axis is inactive its values collapse into one point without it', () => {
  expect(enumerate(conditional)).toEqual([
    { loss: 'hinge' },
    { loss: 'lsgan' },
    { loss: 'wgan-gp', gp_lambda: 1 },
    { loss: 'wgan-gp', gp_lambda: 10, d_steps: 1 },
    { loss: 'wgan-gp', gp_lambda: 10, d_steps: 2 },
    { loss: 'wgan-gp', gp_lambda: 10, d_steps: 3 },
  ]);
  expect(gridSize(conditional)).toBe(6);
});

test('points that violate a constraint are left out', () => {
  const constraints = ['d_steps != 2', 'loss != "lsgan"'];
  expect(enumerate(conditional, constraints).map((point) => Object.values(point).join(' '))).toEqual([
    'hinge',
    'wgan-gp 1',
    'wgan-gp 10 1',
    'wgan-gp 10 3',
  ]);
  expect(gridSize(conditional, constraints)).toBe(4);
  expect(enumerate(conditional, ['loss == "vanilla"'])).toEqual([]);
});

test('a constrained grid is what remains of the product, in any order of asking', () => {
  const condition = fc.constantFrom('a == 1', 'a != "b"', 'b == true', 'c > 0', 'a == 1 or c < 2');
  const conditions = fc.array(fc.option(condition, { nil: undefined }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(space, conditions, fc.array(condition, { maxLength: 2 }), (axes, whens, constraints) => {
      const given = axes.map((axis, i) => (whens[i] === undefined ? axis : { ...axis, when: whens[i] }));
      fc.pre(gridSize(axes) <= 300);
      const expected = new Map(
        enumerate(axes)
          .map((full) => activePart(given, full))
          .filter((point) => isFeasible(constraints, point))
          .map((point) => [JSON.stringify(point), point]),
      );
      const points = enumerate(given, constraints);
      expect(points).toEqual([...expected.values()]);
      expect(gridSize(given, constraints)).toBe(points.length);
      for (const [index, point] of [...points.entries()].toReversed()) {
        expect(gridPoint(given, index, constraints)).toEqual(point);
      }
    }),
  );
});

test('a constraint that a huge grid never satisfies ends in words, every time it is asked', () => {
  const axis: Dimension = { kind: 'int', min: 0, max: 999, scale: 'linear' };
  const given = ['a', 'b', 'c'].map((name) => ({ name, dimension: axis }));
  const ask = () => gridPoint(given, 0, ['a + b + c < 0']);
  expect(ask).toThrow(/hardly any point/);
  expect(ask).toThrow(/hardly any point/);
});

test.each<Dimension>([
  { kind: 'float', min: 0, max: 1, scale: 'linear' },
  { kind: 'float', min: 1, max: 2, scale: 'log' },
  { kind: 'normal', mu: 0, sigma: 1, scale: 'linear' },
])('a grid refuses %j by name, since it has no first value', (dimension) => {
  expect(() => gridPoint([{ name: 'lr', dimension }], 0)).toThrow(/continuous range of lr/);
});
