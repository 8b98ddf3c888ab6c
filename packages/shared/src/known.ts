import type { Point } from './searchSpace.ts';

/** A finished trial, or a point with several of them, as search sees it. */
export interface KnownResult {
  readonly number: number;
  readonly point: Point;
  /** Value of the objective, of several the first; null for a trial that has none (diverged): treated as the worst. */
  readonly objective: number | null;
  /** Of how many measurements the objective is the mean; absent = one. */
  readonly n?: number;
  /** Standard error of that mean; absent when it is not known. */
  readonly standardError?: number;
  /** Where there are several objectives: the values of all. A trial that lacks one is treated as the worst. */
  readonly objectives?: readonly (number | null)[];
}

/** A trial without a result yet: launched earlier, or suggested in the same breath. */
export interface OpenPoint {
  readonly number: number;
  readonly point: Point;
}

/** What is known when a trial is suggested: results in the order in which they became known, and points without one. */
export interface Known {
  readonly results: readonly KnownResult[];
  readonly open: readonly OpenPoint[];
}
