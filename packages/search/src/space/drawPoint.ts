import { SeesawError } from '@seesaw/shared/errors';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { Point, SearchSpace } from '@seesaw/shared/searchSpace';
import { isActive } from '@seesaw/shared/space/activeAxes';
import { isFeasible } from '@seesaw/shared/space/isFeasible';
import { draw } from '../draw.ts';
import { type Uniform, uniformStream } from '../stream.ts';

/** A share of one in ten thousand, the least that parseSweepFile accepts, is missed once in 22,000 trials. */
const maxTries = 100_000;

/**
 * A random point of trial `number`: active axes only, drawn anew as a whole until the constraints are fulfilled. Each
 * parameter has a stream of its own, so the first try is what it would be without constraints.
 *
 * @throws SeesawError `invalid-sweep` when none of 100,000 tries is feasible
 */
export function drawPoint(input: {
  space: SearchSpace;
  constraints: readonly string[];
  /** Sweep seed, unsigned 32 bit. */
  seed: number;
  /** Trial number, from 1. */
  number: number;
}): Point {
  const { space, constraints, seed, number } = input;
  const streams = new Map<string, Uniform>();
  for (let tries = 0; tries < maxTries; tries++) {
    const point: Record<string, Scalar> = {};
    for (const axis of space) {
      if (!isActive(axis, point)) continue;
      let stream = streams.get(axis.name);
      if (stream === undefined) {
        stream = uniformStream({ seed, number, parameter: axis.name });
        streams.set(axis.name, stream);
      }
      point[axis.name] = draw(axis.dimension, stream);
    }
    if (isFeasible(constraints, point)) return point;
  }
  throw new SeesawError('invalid-sweep', `No point among ${maxTries} draws satisfies the constraints.`, {
    facts: { hint: `Loosen one of: ${constraints.join('; ')}.` },
  });
}
