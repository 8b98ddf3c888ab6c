import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { KnownResult } from '@seesaw/shared/known';
import type { Goal } from '@seesaw/shared/objective';
import type { Axis, Dimension, Point, SearchSpace } from '@seesaw/shared/searchSpace';
import { isActive } from '@seesaw/shared/space/activeAxes';
import fc from 'fast-check';
import { buildPoint } from '../buildPoint.ts';
import { valueAt } from '../encode/valueAt.ts';
import type { SpaceRules } from '../spaceRules.ts';

const scalar = fc.oneof(fc.constantFrom<Scalar>('a', 'b', 'c', true, false), fc.integer({ min: -3, max: 9 }));
/** Equal, or far enough apart that a unit interval between them keeps six digits. */
const bounds = (low: number, high: number) =>
  fc
    .tuple(fc.double({ min: low, max: high, noNaN: true }), fc.double({ min: low, max: high, noNaN: true }))
    .map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) }))
    .filter(({ min, max }) => min === max || max - min > 1e-6 * Math.max(1e-300, Math.abs(min), Math.abs(max)));
const wholeBounds = (low: number, high: number) =>
  fc
    .tuple(fc.integer({ min: low, max: high }), fc.integer({ min: low, max: high }))
    .map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) }));
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Every kind of dimension, also those with a single value. */
export const anyDimension: fc.Arbitrary<Dimension> = fc.oneof(
  fc.record({ kind: fc.constant('constant' as const), value: scalar }),
  fc
    .record({
      values: fc.uniqueArray(scalar, { minLength: 1, maxLength: 6 }),
      ordered: fc.boolean(),
      odds: fc.boolean(),
    })
    .map(({ values, ordered, odds }): Dimension => {
      const probabilities = odds
        ? values.map((_, i) => (i + 1) / ((values.length * (values.length + 1)) / 2))
        : undefined;
      return { kind: 'choice', values, ordered, probabilities };
    }),
  fc
    .tuple(bounds(-100, 100), optional(fc.double({ min: 0.1, max: 30, noNaN: true })))
    .map(([ends, quantum]): Dimension => ({ kind: 'float', scale: 'linear', ...ends, quantum })),
  fc
    .tuple(bounds(1e-6, 1e3), fc.constantFrom('log' as const, 'inverse-log' as const), optional(fc.constant(0.5)))
    .map(([ends, scale, quantum]): Dimension => ({ kind: 'float', scale, ...ends, quantum })),
  fc
    .tuple(wholeBounds(-20, 60), optional(fc.integer({ min: 1, max: 9 })))
    .map(([ends, quantum]): Dimension => ({ kind: 'int', scale: 'linear', ...ends, quantum })),
  fc
    .tuple(wholeBounds(1, 500), optional(fc.integer({ min: 1, max: 9 })))
    .map(([ends, quantum]): Dimension => ({ kind: 'int', scale: 'log', ...ends, quantum })),
  fc
    .tuple(fc.constantFrom('linear' as const, 'log' as const), optional(fc.constantFrom(0.25, 1)))
    .map(([scale, quantum]): Dimension => ({ kind: 'normal', mu: 1, sigma: 2, scale, quantum })),
  fc
    .tuple(fc.constantFrom(0.8, 2, 7), fc.constantFrom(0.8, 1, 3), optional(fc.constantFrom(0.25, 1)))
    .map(([a, b, quantum]): Dimension => ({ kind: 'beta', a, b, quantum })),
);

/** Up to six axes, among them some that exist only while the axis before them exists and has not its lowest value. */
export const anySpace: fc.Arbitrary<SearchSpace> = fc
  .array(fc.tuple(anyDimension, fc.boolean()), { minLength: 1, maxLength: 6 })
  .map((axes) =>
    axes.map(([dimension, dependent], i): Axis => {
      const before = axes[i - 1]?.[0];
      const when = dependent && before !== undefined ? notAtItsLowest(`p${i - 1}`, before) : undefined;
      return { name: `p${i}`, dimension, ...(when === undefined ? {} : { when }) };
    }),
  );

function notAtItsLowest(name: string, dimension: Dimension): string {
  return `${name} != ${JSON.stringify(valueAt(dimension, 0))}`;
}

export const rules: SpaceRules = { isActive, isFeasible: () => true };

const objective = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: -1e3, max: 1e3, noNaN: true }) },
  fc.constantFrom(null, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 1e308, -1e308),
);

/** A space with what was found out in it: points of the space, some of them twice, with objectives of every sort. */
export const anyHistory = anySpace.chain((space) =>
  fc.record({
    space: fc.constant(space),
    results: fc
      .array(
        fc.tuple(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }), objective),
        {
          maxLength: 24,
        },
      )
      .map((rows) => rows.map(([units, value], i): KnownResult => resultOf(space, units, i + 1, value))),
    allDiverged: fc.boolean(),
  }),
);

/** The same with two to four objectives, of which a trial may lack some. */
export const anyHistoryOfSeveral = fc.tuple(anyHistory, fc.integer({ min: 1, max: 3 })).chain(([history, more]) =>
  fc
    .array(fc.array(objective, { minLength: more, maxLength: more }), {
      minLength: history.results.length,
      maxLength: history.results.length,
    })
    .map((others) => ({
      space: history.space,
      results: history.results.map((result, i) => ({ ...result, objectives: [result.objective, ...others[i]!] })),
      goals: ['minimize', 'maximize', 'minimize', 'maximize'].slice(0, more + 1) as Goal[],
    })),
);

function resultOf(space: SearchSpace, units: readonly number[], number: number, value: number | null): KnownResult {
  const point: Point = buildPoint(space, rules, ({ dimension }, index) => valueAt(dimension, units[index]!));
  return { number, point, objective: value };
}
