import type { Axis, Point } from '@seesaw/shared/searchSpace';

/** What a space demands beyond its axes: which of them a point has, and which points may be run. */
export interface SpaceRules {
  /** Whether an axis exists in a point, given the values of the axes before it. */
  readonly isActive: (axis: Axis, earlier: Point) => boolean;
  /** Whether a finished point satisfies the constraints between its values. */
  readonly isFeasible: (point: Point) => boolean;
}

/** A space in which every axis always exists and every point may be run. */
export const noRules: SpaceRules = { isActive: () => true, isFeasible: () => true };
