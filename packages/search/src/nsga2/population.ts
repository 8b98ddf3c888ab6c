import { hasValue, type Loss } from '../losses.ts';
import { crowdingDistances } from '../pareto/crowding.ts';
import { frontsOf } from '../pareto/fronts.ts';
import type { Uniform } from '../stream.ts';

/** One that may have children. */
export interface Parent {
  readonly trial: Loss;
  /** Of its front: 0 for those that nobody dominates. */
  readonly rank: number;
  readonly crowding: number;
}

/**
 * The `size` best: front by front, of the last one those that stand apart (Deb et al. 2002, section III-C). None that
 * diverged.
 */
export function populationOf(losses: readonly Loss[], size: number): Parent[] {
  const finite = losses.filter(hasValue);
  const fronts = frontsOf(
    finite.map((each) => each.losses),
    size,
  );
  const ranked = fronts.flatMap((front, rank) => {
    const distances = crowdingDistances(front.map((index) => finite[index]!.losses));
    return front.map((index, i): Parent => ({ trial: finite[index]!, rank, crowding: distances[i]! }));
  });
  return ranked.sort(crowdedComparison).slice(0, size);
}

/** The better of two that are drawn at random. */
export function tournament(population: readonly Parent[], uniform: Uniform): Parent {
  const draw = () => population[Math.floor(uniform() * population.length)]!;
  const [a, b] = [draw(), draw()];
  return crowdedComparison(a, b) <= 0 ? a : b;
}

/** The lower rank, then whoever stands apart. */
function crowdedComparison(a: Parent, b: Parent): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.crowding !== b.crowding) return b.crowding > a.crowding ? 1 : -1;
  return a.trial.number - b.trial.number;
}
