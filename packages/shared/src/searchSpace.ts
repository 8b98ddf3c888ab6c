import type { Scalar } from './hyperparameter.ts';

/** One axis of a search space. Bounds are inclusive; `quantum` rounds to the nearest multiple (clamped into the bounds). */
export type Dimension =
  | { readonly kind: 'constant'; readonly value: Scalar }
  | {
      readonly kind: 'choice';
      readonly values: readonly Scalar[];
      readonly probabilities?: readonly number[];
      /** The values stand in a meaningful order (W&B has no word for it): neighbours are alike. Absent = unordered. */
      readonly ordered?: boolean;
    }
  | {
      readonly kind: 'float';
      readonly min: number;
      readonly max: number;
      /** `inverse-log` is W&B's inv_log_uniform: log-uniform in 1/x. */
      readonly scale: 'linear' | 'log' | 'inverse-log';
      readonly quantum?: number;
    }
  | {
      readonly kind: 'int';
      readonly min: number;
      readonly max: number;
      readonly scale: 'linear' | 'log';
      readonly quantum?: number;
    }
  | {
      readonly kind: 'normal';
      readonly mu: number;
      readonly sigma: number;
      /** `log`: the logarithm of the value is normal. */
      readonly scale: 'linear' | 'log';
      readonly quantum?: number;
    }
  /** From 0 to 1. */
  | { readonly kind: 'beta'; readonly a: number; readonly b: number; readonly quantum?: number };

export interface Axis {
  readonly name: string;
  readonly dimension: Dimension;
  /** The axis exists only in points for which this holds, e.g. `loss == "wgan-gp"`. Names earlier axes and constants. */
  readonly when?: string;
}

/** Axes in the order of the sweep file: grid enumerates the last one fastest. */
export type SearchSpace = readonly Axis[];

/** A point of a space: one value per axis that is active in it. */
export type Point = Readonly<Record<string, Scalar>>;

/** `bayes` is gp or tpe, whichever suits the space, the number of results and of objectives. */
export const searchMethods = ['grid', 'random', 'sobol', 'tpe', 'gp', 'cmaes', 'nsga2', 'bayes', 'pbt'] as const;
export type SearchMethod = (typeof searchMethods)[number];

const methodsWithoutResults: readonly SearchMethod[] = ['grid', 'random', 'sobol', 'pbt'];

/** Whether a suggestion depends on the results of earlier trials; if not, any number of trials can be suggested ahead. */
export function usesResults(method: SearchMethod): boolean {
  return !methodsWithoutResults.includes(method);
}

const methodsOfOneObjective: readonly SearchMethod[] = ['gp', 'cmaes', 'pbt'];

export const methodsOfSeveralObjectives = searchMethods.filter((method) => !methodsOfOneObjective.includes(method));
