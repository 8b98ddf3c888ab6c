import type { Point, SearchSpace } from '@seesaw/shared/searchSpace';

/** Tells whether a point has been run, is running, or was suggested: whether some trial has the same values. */
export function triedIn(space: SearchSpace, trials: readonly { readonly point: Point }[]): (point: Point) => boolean {
  const names = space.map(({ name }) => name);
  return (point) => trials.some((trial) => names.every((name) => trial.point[name] === point[name]));
}
