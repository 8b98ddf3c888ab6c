import type { Known } from '@seesaw/shared/known';
import { meanOf } from '@seesaw/shared/pointStanding';

/**
 * Trials that repeat a point on different training seeds, as one: its objective is the mean of those that are known, with their
 * number and its standard error, or null as soon as one of them ended without a value; it is open as long as none is known.
 * What is known besides the trials of the sweep (numbers below 1) are points already.
 *
 * @param pointNumber number of the point, from 1, that a trial number belongs to
 * @param own point that is left out: it is the one to be suggested
 */
export function pointsOf({ results, open }: Known, pointNumber: (number: number) => number, own: number): Known {
  const besides = results.filter(({ number }) => number < 1);
  const known = new Map<number, Known['results'][number][]>();
  for (const result of results) {
    if (result.number < 1) continue;
    const trials = known.get(pointNumber(result.number));
    if (trials === undefined) known.set(pointNumber(result.number), [result]);
    else trials.push(result);
  }
  known.delete(own);
  const waiting = new Map(open.map(({ number, point }) => [pointNumber(number), point]));
  waiting.delete(own);
  return {
    results: [...besides, ...[...known].map(([number, trials]) => ({ number, ...summaryOf(trials) }))],
    open: [...waiting].filter(([number]) => !known.has(number)).map(([number, point]) => ({ number, point })),
  };
}

function summaryOf(trials: Known['results']): Omit<Known['results'][number], 'number'> {
  const { point, objectives } = trials[0]!;
  const summary = meanOf(trials.map(({ objective }) => objective));
  if (summary === null) return { point, objective: null, n: trials.length };
  const { n, mean, standardError } = summary;
  return {
    ...{ point, objective: mean, n },
    ...(standardError !== null && { standardError }),
    // Of each objective by itself.
    ...(objectives !== undefined && { objectives: objectives.map((_, place) => meanAt(trials, place)) }),
  };
}

function meanAt(trials: Known['results'], place: number): number | null {
  return meanOf(trials.map(({ objectives }) => objectives?.[place] ?? null))?.mean ?? null;
}
