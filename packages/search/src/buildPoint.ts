import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { Axis, Point, SearchSpace } from '@seesaw/shared/searchSpace';
import type { SpaceRules } from './spaceRules.ts';

/** Goes through the axes in order and gives each one that is active in the point so far its value. */
export function buildPoint(
  space: SearchSpace,
  rules: SpaceRules,
  valueFor: (axis: Axis, index: number) => Scalar,
): Point {
  const point: Record<string, Scalar> = {};
  for (let index = 0; index < space.length; index++) {
    const axis = space[index]!;
    if (!rules.isActive(axis, point)) continue;
    const value = axis.dimension.kind === 'constant' ? axis.dimension.value : valueFor(axis, index);
    if (axis.name !== '__proto__') point[axis.name] = value;
    else Object.defineProperty(point, axis.name, { value, enumerable: true, configurable: true, writable: true });
  }
  return point;
}
