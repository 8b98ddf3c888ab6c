import type { Known } from '@seesaw/store/storePort';

/**
 * Trials that repeat a point on different training seeds, as one: its objective is the mean of those that are known, or null as
 * soon as one of them ended without a value; it is open as long as none is known.
 *
 * @param pointNumber number of the point, from 1, that a trial number belongs to
 */
export function pointsOf({ results, open }: Known, pointNumber: (number: number) => number): Known {
  const known = new Map<number, { point: Known['results'][number]['point']; objectives: (number | null)[] }>();
  for (const { number, point, objective } of results) {
    const entry = known.get(pointNumber(number));
    if (entry === undefined) known.set(pointNumber(number), { point, objectives: [objective] });
    else entry.objectives.push(objective);
  }
  const waiting = new Map(open.map(({ number, point }) => [pointNumber(number), point]));
  return {
    results: [...known].map(([number, { point, objectives }]) => ({ number, point, objective: mean(objectives) })),
    open: [...waiting].filter(([number]) => !known.has(number)).map(([number, point]) => ({ number, point })),
  };
}

function mean(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return sum / values.length;
}
