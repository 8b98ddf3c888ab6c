import { meanOf } from '@seesaw/shared/pointStanding';
import type { Known } from '@seesaw/store/storePort';

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
  const known = new Map<number, { point: Known['results'][number]['point']; objectives: (number | null)[] }>();
  for (const { number, point, objective } of results) {
    if (number < 1) continue;
    const entry = known.get(pointNumber(number));
    if (entry === undefined) known.set(pointNumber(number), { point, objectives: [objective] });
    else entry.objectives.push(objective);
  }
  known.delete(own);
  const waiting = new Map(open.map(({ number, point }) => [pointNumber(number), point]));
  waiting.delete(own);
  return {
    results: [
      ...besides,
      ...[...known].map(([number, { point, objectives }]) => ({ number, point, ...summaryOf(objectives) })),
    ],
    open: [...waiting].filter(([number]) => !known.has(number)).map(([number, point]) => ({ number, point })),
  };
}

function summaryOf(objectives: readonly (number | null)[]): Pick<Known['results'][number], 'objective' | 'n'> {
  const summary = meanOf(objectives);
  if (summary === null) return { objective: null, n: objectives.length };
  const { n, mean, standardError } = summary;
  return { objective: mean, n, ...(standardError !== null && { standardError }) };
}
