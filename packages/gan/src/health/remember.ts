import { measures } from './collapsed.ts';
import type { MetricRow } from './seen.ts';
import { thresholds } from './thresholds.ts';

/** As far back as any rule looks, and one more. */
const windows = Math.max(thresholds.progressWindows, thresholds.dOverfitWindows) + 1;
/** Of a window with more reports, and of one with more evaluations, an even share of so many is enough. */
const rowsPerWindow = 16;
/** One more than a rule about progress looks at. */
const evaluationsKept = thresholds.progressEvaluations + 1;

/**
 * The rows that rules can still ask about, however long the run is: those of the first and of the newest windows, thinned; the newest
 * evaluations; the first one, the best one, and those that reached most of the data.
 *
 * @param rows oldest first
 */
export function remember(rows: readonly MetricRow[], windowSteps: number): MetricRow[] {
  const upTo = (rows[0]?.step ?? 0) + windowSteps;
  const after = (rows.at(-1)?.step ?? 0) - windows * windowSteps;
  const kept = new Set(landmarks(rows));
  const taken = new Set<number>();
  return rows.filter((row) => {
    // Even for reports, odd for evaluations: each have places of their own.
    const place = 2 * Math.floor((row.step * rowsPerWindow) / windowSteps) + (isEvaluation(row) ? 1 : 0);
    const isFirst = !taken.has(place);
    taken.add(place);
    return kept.has(row) || (isFirst && (row.step <= upTo || row.step > after));
  });
}

/** Evaluations that stay whatever comes after them, and the newest ones. */
function landmarks(rows: readonly MetricRow[]): MetricRow[] {
  const evaluations = rows.filter(isEvaluation);
  const scored = evaluations.filter(({ values }) => values['eval/score'] !== undefined);
  return [
    ...scored.slice(0, 1),
    ...mostBy(scored, ({ values }) => -values['eval/score']!),
    ...measures.flatMap(({ coverage }) =>
      mostBy(
        evaluations.filter(({ values }) => values[coverage] !== undefined),
        ({ values }) => values[coverage]!,
      ),
    ),
    ...evaluations.slice(-evaluationsKept),
  ];
}

/** The first row with the greatest value; none of none. */
function mostBy(rows: readonly MetricRow[], value: (row: MetricRow) => number): MetricRow[] {
  const [first, ...rest] = rows;
  return first === undefined ? [] : [rest.reduce((most, row) => (value(row) > value(most) ? row : most), first)];
}

function isEvaluation({ values }: MetricRow): boolean {
  return values['eval/score'] !== undefined || values['eval/duplicates'] !== undefined;
}
