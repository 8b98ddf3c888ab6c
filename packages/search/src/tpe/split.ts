import { hasValue, type Loss } from '../losses.ts';
import { byRange } from '../pareto/byRange.ts';
import { frontsOf } from '../pareto/fronts.ts';
import { exclusiveVolume } from '../pareto/hypervolume.ts';
import { volumeSubset } from '../pareto/volumeSubset.ts';

/** This share of the results is good, but never more than MOST_GOOD. */
const GOOD = 0.1;
const MOST_GOOD = 25;
/** Of several objectives: what one that adds nothing weighs, of the mean. */
const LEAST_WEIGHT = 0.1;

export interface Good {
  readonly trials: readonly Loss[];
  /** Of the trials; their mean is 1. */
  readonly weights: readonly number[];
}

/**
 * The good results, none of which diverged, and how much each of them counts. With one objective the best ones, the better
 * the more, as in CMA-ES. With several (Ozaki et al. 2020 and 2022): front by front those that nobody dominates, of the last
 * front the ones that dominate most together, each weighing what it alone dominates.
 */
export function goodOf(losses: readonly Loss[]): Good {
  const finite = losses.filter(hasValue);
  const count = Math.min(Math.max(Math.ceil(GOOD * losses.length), 2), MOST_GOOD, finite.length);
  const several = losses.some((each) => each.losses.length > 1);
  const trials = several ? leastDominated(finite, count) : best(finite, count);
  const weights = several ? volumeWeights(trials) : rankWeights(trials.length);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return { trials, weights: weights.map((weight) => weight / mean) };
}

function best(losses: readonly Loss[], count: number): Loss[] {
  return losses.toSorted((a, b) => a.loss - b.loss).slice(0, count);
}

function rankWeights(count: number): number[] {
  const logRank = Math.log(count + 1);
  return Array.from({ length: count }, (_, rank) => logRank - Math.log(rank + 1));
}

function leastDominated(losses: readonly Loss[], count: number): Loss[] {
  const fronts = frontsOf(
    losses.map((each) => each.losses),
    count,
  ).map((front) => front.map((index) => losses[index]!));
  const last = fronts.pop() ?? [];
  const before = fronts.flat();
  const { scaled, reference } = byRange(last.map((each) => each.losses));
  return [...before, ...volumeSubset(scaled, count - before.length, reference).map((index) => last[index]!)];
}

function volumeWeights(trials: readonly Loss[]): number[] {
  const { scaled, reference } = byRange(trials.map((each) => each.losses));
  const volumes = scaled.map((own, i) => exclusiveVolume(own, scaled.toSpliced(i, 1), reference));
  const mean = volumes.reduce((sum, volume) => sum + volume, 0) / volumes.length;
  return volumes.map((volume) => (mean > 0 ? Math.max(volume, LEAST_WEIGHT * mean) : 1));
}
