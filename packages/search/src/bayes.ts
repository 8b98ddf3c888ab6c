import type { SearchSpace } from '@seesaw/shared/searchSpace';
import { isUnordered } from './tpe/column.ts';

/** Where a suggestion of a Gaussian process takes a fraction of a second, and more results add little. */
const MOST_RESULTS = 200;
const MOST_AXES = 20;

/**
 * What `bayes` stands for at this point of a sweep. A Gaussian process learns most from few trials, and is chosen for the
 * first 200 results of a space with at most 20 axes of which at least half are lines. Behind that, in larger spaces and
 * in spaces of choices alone, tpe is as good and a hundred times as fast. Of several objectives only tpe knows.
 */
export function bayesMethod(space: SearchSpace, results: number, objectives = 1): 'gp' | 'tpe' {
  if (objectives > 1) return 'tpe';
  const axes = space.filter(({ dimension }) => dimension.kind !== 'constant');
  const lines = axes.filter(({ dimension }) => !isUnordered(dimension));
  return axes.length <= MOST_AXES && lines.length * 2 >= axes.length && results <= MOST_RESULTS ? 'gp' : 'tpe';
}
