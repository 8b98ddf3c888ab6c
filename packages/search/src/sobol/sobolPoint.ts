import type { Point, SearchSpace } from '@seesaw/shared/searchSpace';
import { buildPoint } from '../buildPoint.ts';
import { draw } from '../draw.ts';
import { valueAt } from '../encode/valueAt.ts';
import { randomPoint } from '../randomPoint.ts';
import type { SpaceRules } from '../spaceRules.ts';
import { uniformStream } from '../stream.ts';
import { sobolDimensions } from './joeKuo.ts';
import { sobolSequence } from './sobolSequence.ts';

/** Indices beyond would repeat the sequence; nobody gets there. */
const PERIOD = 2 ** 32;

/**
 * The point of trial `number` in a Sobol' sequence that the sweep seed scrambled: together the points of a sweep fill the
 * space more evenly than random ones. An axis keeps its dimension of the sequence whether it is active or not; those
 * behind the 128th are random, and so is a point that would violate a constraint.
 *
 * @throws SeesawError `invalid-sweep` when no point satisfies the constraints
 */
export function sobolPoint(input: { space: SearchSpace; rules: SpaceRules; seed: number; number: number }): Point {
  const { space, rules, seed, number } = input;
  const keys = space
    .slice(0, sobolDimensions)
    .map(({ name }) => uniformStream({ seed, number: 1, parameter: `sobol scrambling:${name}` })() * 2 ** 32);
  const units = sobolSequence(keys.map((key) => key | 0))((number - 1) % PERIOD);
  const point = buildPoint(space, rules, ({ name, dimension }, index) => {
    const unit = units[index];
    if (unit !== undefined) return valueAt(dimension, unit);
    return draw(dimension, uniformStream({ seed, number, parameter: `sobol:${name}` }));
  });
  return rules.isFeasible(point) ? point : randomPoint({ ...input, purpose: 'sobol' });
}
