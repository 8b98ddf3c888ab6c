import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { Axis, Point, SearchSpace } from '@seesaw/shared/searchSpace';
import type { SpaceRules } from './spaceRules.ts';

/** Goes through the axes in order and gives each one that is active in the point so far its value. */
export function buildPoint(
  space: SearchSpace,
  rules: SpaceRules,
  choose: (axis: Axis, index: number) => Scalar,
): Point {
  const point: Record<string, Scalar> = {};
  for (const [index, axis] of space.entries()) {
    if (!rules.isActive(axis, point)) continue;
    // Not by assignment: a parameter may be called __proto__.
    Object.defineProperty(point, axis.name, {
      value: axis.dimension.kind === 'constant' ? axis.dimension.value : choose(axis, index),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return point;
}
