import type { Scalar } from './hyperparameter.ts';
import type { Dimension, SearchMethod, SearchSpace } from './searchSpace.ts';

/** What an axis shall reach as well: `min` or `max` of a range, `values` to add to a list. */
export interface WiderBounds {
  readonly name: string;
  readonly min?: number;
  readonly max?: number;
  readonly values?: readonly Scalar[];
}

export type WidenedSpace =
  | { readonly ok: true; readonly space: SearchSpace }
  | { readonly ok: false; readonly message: string; readonly hint: string };

/**
 * A space that holds every point of `space`, so that what was suggested stays valid. A grid keeps its order of points only
 * when new values stand at the end of its first, slowest axis: everything else is refused.
 */
export function widenSpace(space: SearchSpace, method: SearchMethod, bounds: readonly WiderBounds[]): WidenedSpace {
  let widened = space;
  for (const wider of bounds) {
    const at = widened.findIndex((axis) => axis.name === wider.name);
    const axis = widened[at];
    if (axis === undefined) {
      const names = space.map(({ name }) => name).join(', ') || 'nothing';
      return refused(
        `${wider.name} is not varied by this sweep`,
        `it varies ${names}; clone it to vary something else`,
      );
    }
    const dimension = widen(axis.dimension, wider);
    if (typeof dimension === 'string')
      return refused(`${wider.name}: ${dimension}`, 'clone the sweep for another space');
    if (method === 'grid' && !keepsOrder(at, axis.dimension, dimension)) {
      return refused(
        `${wider.name}: a grid is walked in a fixed order, which only new values at the end of its first axis (${space[0]?.name}) keep`,
        'clone the sweep with the wider grid; finished trials are found as duplicates',
      );
    }
    widened = widened.with(at, { ...axis, dimension });
  }
  return { ok: true, space: widened };
}

/** The wider dimension, or why there is none. */
function widen(dimension: Dimension, wider: WiderBounds): Dimension | string {
  switch (dimension.kind) {
    case 'float':
    case 'int': {
      if (wider.values !== undefined) return 'it is a range: give min and max';
      const { min = dimension.min, max = dimension.max } = wider;
      if (min > dimension.min || max < dimension.max) {
        return `${min} to ${max} is not wider than ${dimension.min} to ${dimension.max}, from which points were drawn`;
      }
      if (dimension.scale !== 'linear' && min <= 0) return 'a logarithmic range must lie above 0';
      if (dimension.kind === 'int' && !(Number.isInteger(min) && Number.isInteger(max))) {
        return 'its bounds are whole numbers';
      }
      return { ...dimension, min, max };
    }
    case 'choice': {
      if (wider.values === undefined)
        return `it is a list of values (${dimension.values.join(', ')}): give values to add`;
      if (dimension.probabilities !== undefined) return 'its values have probabilities, which a new value would change';
      const added = wider.values.filter(
        (value, at, all) => !dimension.values.includes(value) && all.indexOf(value) === at,
      );
      return { ...dimension, values: inOrder([...dimension.values, ...added], dimension.ordered === true) };
    }
    case 'normal':
    case 'beta':
      return `a ${dimension.kind} distribution has no bounds that could be moved`;
    case 'constant':
      return 'it is a constant';
  }
}

function keepsOrder(at: number, before: Dimension, after: Dimension): boolean {
  if (at !== 0) return false;
  if (before.kind === 'choice' && after.kind === 'choice') {
    return before.values.every((value, index) => value === after.values[index]);
  }
  const ranges = (before.kind === 'int' || before.kind === 'float') && (after.kind === 'int' || after.kind === 'float');
  return !ranges || before.min === after.min;
}

/** Where the order of values means something, numbers stand by size; texts that are added come last. */
function inOrder(values: readonly Scalar[], ordered: boolean): readonly Scalar[] {
  const numbers = values.filter((value) => typeof value === 'number');
  return ordered && numbers.length === values.length ? numbers.sort((a, b) => a - b) : values;
}

function refused(message: string, hint: string): WidenedSpace {
  return { ok: false, message, hint };
}
