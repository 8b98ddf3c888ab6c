import type { Axis, Point, SearchSpace } from '@seesaw/shared/searchSpace';
import { unitOf } from '../encode/cellOf.ts';
import { valueAt } from '../encode/valueAt.ts';
import type { SpaceRules } from '../spaceRules.ts';

/** Whether a point has exactly the axes that are active in it, in order, each with a value that its dimension can take. */
export function isInside(space: SearchSpace, rules: SpaceRules, point: Point): boolean {
  const active = space.filter((axis) => rules.isActive(axis, point));
  return (
    JSON.stringify(Object.keys(point)) === JSON.stringify(active.map(({ name }) => name)) &&
    active.every((axis) => canTake(axis, point))
  );
}

function canTake({ name, dimension }: Axis, point: Point): boolean {
  const value = point[name]!;
  switch (dimension.kind) {
    case 'constant':
      return value === dimension.value;
    case 'choice':
      return dimension.values.includes(value);
    case 'normal':
      return Number.isFinite(value);
    case 'beta':
      return typeof value === 'number' && value >= 0 && value <= 1;
    default: {
      if (typeof value !== 'number' || !(value >= dimension.min && value <= dimension.max)) return false;
      if (dimension.kind === 'int' && !Number.isInteger(value)) return false;
      return dimension.quantum === undefined || valueAt(dimension, unitOf(dimension, value)!) === value;
    }
  }
}
