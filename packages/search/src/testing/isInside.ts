import type { Point, SearchSpace } from '@seesaw/shared/searchSpace';
import { contains } from '@seesaw/shared/space/contains';
import { unitOf } from '../encode/cellOf.ts';
import { valueAt } from '../encode/valueAt.ts';
import type { SpaceRules } from '../spaceRules.ts';

/** Whether a point has exactly the axes that are active in it, in order, each with a value that its dimension can take. */
export function isInside(space: SearchSpace, rules: SpaceRules, point: Point): boolean {
  const active = space.filter((axis) => rules.isActive(axis, point));
  return (
    JSON.stringify(Object.keys(point)) === JSON.stringify(active.map(({ name }) => name)) &&
    active.every(({ name, dimension }) => {
      const value = point[name]!;
      const isQuantised = (dimension.kind === 'float' || dimension.kind === 'int') && dimension.quantum !== undefined;
      return contains(dimension, value) && (!isQuantised || valueAt(dimension, unitOf(dimension, value)!) === value);
    })
  );
}
