import { reached } from './collapsed.ts';
import { measures } from './progress.ts';
import { firstAfter, rowsWith, type SeenRow, valueIn } from './seen.ts';
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
export function remember(rows: readonly SeenRow[], windowSteps: number): SeenRow[] {
  const upTo = (rows[0]?.step ?? 0) + windowSteps;
  const after = (rows.at(-1)?.step ?? 0) - windows * windowSteps;
  const kept = new Set(landmarks(rows));
  const taken = new Set<number>();
  return rows.filter((row) => {
    const place = placeOf(row, windowSteps);
    const isFirst = !taken.has(place);
    taken.add(place);
    return kept.has(row) || (isFirst && (row.step <= upTo || row.step > after));
  });
}

/**
 * `remember([...kept, row])` of rows that were remembered, without looking at all of them: a report that is no evaluation moves
 * no landmark, so it can take a place that is free, and drive out rows that the newest windows leave behind.
 */
export function rememberToo(kept: readonly SeenRow[], row: SeenRow, windowSteps: number): readonly SeenRow[] {
  const last = kept.at(-1);
  if (last === undefined || isEvaluation(row)) return remember([...kept, row], windowSteps);
  const upTo = kept[0]!.step + windowSteps;
  const leaveFrom = firstAfter(kept, Math.max(upTo, last.step - windows * windowSteps));
  const leaveTo = Math.max(leaveFrom, firstAfter(kept, row.step - windows * windowSteps));
  // They may be landmarks.
  if (kept.slice(leaveFrom, leaveTo).some(isEvaluation)) return remember([...kept, row], windowSteps);
  const place = placeOf(row, windowSteps);
  const newest = kept.findLast((one) => !isEvaluation(one));
  const isFirst = newest === undefined || placeOf(newest, windowSteps) !== place;
  return [...kept.slice(0, leaveFrom), ...kept.slice(leaveTo), ...(isFirst ? [row] : [])];
}

/** One of the places that a window has: even for reports, odd for evaluations, which have their own. */
function placeOf(row: SeenRow, windowSteps: number): number {
  return 2 * Math.floor((row.step * rowsPerWindow) / windowSteps) + (isEvaluation(row) ? 1 : 0);
}

/** Evaluations that stay whatever comes after them, and the newest ones. */
function landmarks(rows: readonly SeenRow[]): SeenRow[] {
  const evaluations = rows.filter(isEvaluation);
  const scored = rowsWith(evaluations, 'eval/score');
  return [
    ...scored.slice(0, 1),
    ...measures.flatMap((measure) => mostBy(rowsWith(evaluations, measure), (row) => -valueIn(row, measure))),
    ...reached.flatMap(({ coverage }) => mostBy(rowsWith(evaluations, coverage), (row) => valueIn(row, coverage))),
    ...evaluations.slice(-evaluationsKept),
  ];
}

/** The first row with the greatest value; none of none. */
function mostBy(rows: readonly SeenRow[], value: (row: SeenRow) => number): SeenRow[] {
  const [first, ...rest] = rows;
  return first === undefined ? [] : [rest.reduce((most, row) => (value(row) > value(most) ? row : most), first)];
}

function isEvaluation(row: SeenRow): boolean {
  return !Number.isNaN(valueIn(row, 'eval/score')) || !Number.isNaN(valueIn(row, 'eval/duplicates'));
}
