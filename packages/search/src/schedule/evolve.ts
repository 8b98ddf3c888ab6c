import type { Pbt } from '@seesaw/shared/earlyTerminate';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { Axis, Dimension, Point, SearchSpace } from '@seesaw/shared/searchSpace';
import { isActive } from '@seesaw/shared/space/activeAxes';
import { isFeasible } from '@seesaw/shared/space/isFeasible';
import { buildPoint } from '../buildPoint.ts';
import { draw } from '../draw.ts';
import { clamp, quantize } from '../quantize.ts';
import { type Uniform, uniformStream } from '../stream.ts';

/** A trial of the population at the end of a generation. */
export interface Member {
  readonly number: number;
  readonly point: Point;
  /** The objective at this step; null where it was not finite, which is the worst. */
  readonly value: number | null;
}

/** Member `number` goes on from the checkpoint of member `from`, with another point. */
export interface Exploit {
  readonly number: number;
  readonly from: number;
  readonly point: Point;
}

/** Perturbed points that violate a constraint are drawn anew so often; then the source's own point is taken. */
const tries = 50;

/**
 * One generation of population based training (Jaderberg et al. 2017, arXiv:1711.09846, truncation selection): each member of
 * the worst `quantile` copies one of the best `quantile`, chosen at random, and explores: a number is multiplied or divided by
 * `factor`, a listed value moves to a neighbour, and with `resampleProbability` a value is drawn anew. Everybody else goes on
 * as it is. Pure: everything random is a function of (seed, member, step).
 */
export function evolve(generation: {
  readonly pbt: Pbt;
  readonly space: SearchSpace;
  readonly constraints: readonly string[];
  readonly goal: 'minimize' | 'maximize';
  /** Sweep seed, unsigned 32 bit. */
  readonly seed: number;
  readonly step: number;
  readonly members: readonly Member[];
}): Exploit[] {
  const { pbt, space, constraints, goal, seed, step, members } = generation;
  const replaced = Math.min(Math.floor(members.length / 2), Math.ceil(members.length * pbt.quantile));
  if (replaced === 0) return [];
  const ranked = [...members].sort((a, b) => cost(a, goal) - cost(b, goal) || a.number - b.number);
  return ranked.slice(-replaced).map(({ number }) => {
    const uniform = uniformStream({ seed, number, parameter: `pbt:${step}` });
    const source = ranked[Math.floor(uniform() * replaced)]!;
    return { number, from: source.number, point: explore(source.point, uniform) };
  });

  function explore(point: Point, uniform: Uniform): Point {
    for (let tried = 0; tried < tries; tried++) {
      const next = buildPoint(space, { isActive, isFeasible: () => true }, (axis) => moved(axis, point, uniform));
      if (isFeasible(constraints, next)) return next;
    }
    return point;
  }

  function moved({ name, dimension }: Axis, point: Point, uniform: Uniform): Scalar {
    const value = point[name];
    if (value === undefined || uniform() < pbt.resampleProbability) return draw(dimension, uniform);
    return perturb(dimension, value, pbt.factor, uniform() < 0.5);
  }
}

function cost({ value }: Member, goal: 'minimize' | 'maximize'): number {
  if (value === null || !Number.isFinite(value)) return Number.MAX_VALUE;
  return goal === 'minimize' ? value : -value;
}

function perturb(dimension: Dimension, value: Scalar, factor: number, up: boolean): Scalar {
  switch (dimension.kind) {
    case 'constant':
      return dimension.value;
    case 'choice': {
      const place = dimension.values.indexOf(value) + (up ? 1 : -1);
      return dimension.values[Math.min(Math.max(place, 0), dimension.values.length - 1)]!;
    }
    default: {
      const product = up ? Number(value) * factor : Number(value) / factor;
      const bounds = boundsOf(dimension);
      if (dimension.quantum !== undefined) return quantize(product, dimension.quantum, bounds);
      if (dimension.kind !== 'int') return clamp(product, bounds);
      // A small whole number must not stand still: 1 × 1.2 is 1 again.
      const whole = Math.round(product);
      return clamp(whole === value ? whole + (up ? 1 : -1) : whole, bounds);
    }
  }
}

function boundsOf(dimension: Exclude<Dimension, { kind: 'constant' | 'choice' }>): { min: number; max: number } {
  switch (dimension.kind) {
    case 'normal':
      return { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
    case 'beta':
      return { min: 0, max: 1 };
    default:
      return dimension;
  }
}
