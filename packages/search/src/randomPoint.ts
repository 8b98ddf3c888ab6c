import { SeesawError } from '@seesaw/shared/errors';
import type { Point, SearchSpace } from '@seesaw/shared/searchSpace';
import { buildPoint } from './buildPoint.ts';
import { draw } from './draw.ts';
import type { SpaceRules } from './spaceRules.ts';
import { type Uniform, uniformStream } from './stream.ts';

/** A share of one in ten thousand, the least that parseSweepFile accepts, is missed once in 22,000 trials. */
const MAX_DRAWS = 100_000;

/**
 * A random point of a trial: active axes only, drawn anew as a whole until it satisfies the constraints. Each axis has a
 * stream of its own, so the first draw is what it would be without constraints.
 *
 * @param purpose tells apart the random numbers of different users of the same trial; none for random search itself
 * @throws SeesawError `invalid-sweep` when none of 100,000 draws satisfies the constraints
 */
export function randomPoint(input: {
  space: SearchSpace;
  rules: SpaceRules;
  seed: number;
  number: number;
  purpose?: string;
}): Point {
  const { space, rules, seed, number, purpose } = input;
  const streams = new Map<string, Uniform>();
  const streamOf = (name: string) => {
    const parameter = purpose === undefined ? name : `${purpose}:${name}`;
    const stream = streams.get(name) ?? uniformStream({ seed, number, parameter });
    streams.set(name, stream);
    return stream;
  };
  for (let draws = 0; draws < MAX_DRAWS; draws++) {
    const point = buildPoint(space, rules, ({ name, dimension }) => draw(dimension, streamOf(name)));
    if (rules.isFeasible(point)) return point;
  }
  throw new SeesawError('invalid-sweep', `No point among ${MAX_DRAWS} draws satisfies the constraints.`, {
    facts: { hint: 'Widen the bounds, or loosen the constraints.' },
  });
}
