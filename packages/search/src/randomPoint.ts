import { SeesawError } from '@seesaw/shared/errors';
import type { Point, SearchSpace } from '@seesaw/shared/searchSpace';
import { buildPoint } from './buildPoint.ts';
import { draw } from './draw.ts';
import type { SpaceRules } from './spaceRules.ts';
import { type Uniform, uniformStream } from './stream.ts';

/** A share of one in a thousand is still found, but for one sweep in 20,000. */
const MAX_DRAWS = 10_000;

/**
 * A point whose axes are independent of each other and of all results, drawn again until it satisfies the constraints.
 *
 * @param purpose tells apart the random numbers of different users of the same trial
 * @throws SeesawError `invalid-sweep` when 10,000 draws satisfied no constraint
 */
export function randomPoint(input: {
  space: SearchSpace;
  rules: SpaceRules;
  seed: number;
  number: number;
  purpose: string;
}): Point {
  const { space, rules, seed, number, purpose } = input;
  const streams = new Map<string, Uniform>();
  const streamOf = (name: string) => {
    const known = streams.get(name) ?? uniformStream({ seed, number, parameter: `${purpose}:${name}` });
    streams.set(name, known);
    return known;
  };
  for (let attempt = 0; attempt < MAX_DRAWS; attempt++) {
    const point = buildPoint(space, rules, ({ name, dimension }) => draw(dimension, streamOf(name)));
    if (rules.isFeasible(point)) return point;
  }
  throw new SeesawError('invalid-sweep', `None of ${MAX_DRAWS} random points satisfies the constraints.`, {
    facts: { hint: 'Widen the bounds, or loosen the constraints.' },
  });
}
