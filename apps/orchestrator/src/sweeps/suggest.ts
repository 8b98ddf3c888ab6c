import { propose } from '@seesaw/search/propose';
import { configOf } from '@seesaw/shared/configOf';
import type { Known } from '@seesaw/shared/known';
import { objectivesOf } from '@seesaw/shared/objective';
import { placeOf } from '@seesaw/shared/placeOf';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import { usesResults } from '@seesaw/shared/searchSpace';
import type { Suggest } from '@seesaw/store/suggestPort';
import { pointsOf } from './repeatedPoints.ts';

/** The configuration of trial `number` (1, 2, 3…): a function of the sweep, the number and what is known, nothing else. */
export const suggest: Suggest = (sweep, number, known) => {
  if (number > sweep.plannedTrials) return 'exhausted';
  const { space, constraints, method, seed } = sweep;
  const goal = objectivesOf(sweep).map((objective) => objective.goal);
  const { point: own, searched } = placeOf(sweep, number);
  const given = sweep.warmStart?.points ?? [];
  const first = searched === undefined ? undefined : given[searched - 1];
  if (first !== undefined) return configOf(sweep, first, number);
  const { results, open } = knownPoints(sweep, known, own);
  const point = propose({
    ...{ space, constraints, method, seed, goal, results, open },
    number: numberFor(method, { own, searched, given: given.length }),
  });
  return point === 'exhausted' ? 'exhausted' : configOf(sweep, point, number);
};

/**
 * A grid walks all of its points around those that a person picked. Methods that do not look at results begin behind the
 * points that are given first; the others count these as trials of theirs.
 */
function numberFor(
  method: ResolvedSweep['method'],
  { own, searched, given }: { own: number; searched: number | undefined; given: number },
): number {
  if (method === 'grid') return searched ?? own;
  return usesResults(method) ? own : own - given;
}

/** What search sees: trials, or where points are repeated over seeds, points with the mean of their trials. */
function knownPoints(sweep: ResolvedSweep, known: Known, own: number): Known {
  return (sweep.repeats ?? 1) === 1 ? known : pointsOf(known, (number) => placeOf(sweep, number).point, own);
}
