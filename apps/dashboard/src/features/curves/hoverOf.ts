import type { Hover } from './ChartTooltip.tsx';
import { formatX, type XKind } from './curveX.ts';
import { valueAt } from './nearestLine.ts';
import { type DrawnLine, manyLines } from './paintLines.ts';

/** Rows that a person reads at a glance. */
const mostRows = 8;

/**
 * What is said of a place: the lines there, the nearest to the pointer first, and which one it is on.
 * @param distance of a value from the pointer in CSS pixels; undefined where the pointer is over another chart
 * @param on the trial that lights up already, for charts that the pointer is not over
 */
export function hoverOf(input: {
  readonly lines: readonly DrawnLine[];
  readonly kind: XKind;
  readonly x: number;
  readonly left: number;
  readonly distance: ((value: number) => number) | undefined;
  readonly reach: number;
  readonly on: number | undefined;
}): { readonly hover: Hover; readonly trialId: number | undefined } {
  const { lines, kind, x, distance } = input;
  const found = lines.flatMap((line) => {
    const at = valueAt(line.series, line.drawn, x);
    return at === undefined ? [] : [{ line, value: at.value, far: distance?.(at.value) ?? 0 }];
  });
  found.sort((a, b) => a.far - b.far);
  const nearest = found[0];
  const isOn = distance !== undefined && nearest !== undefined && nearest.far <= input.reach;
  const trialId = distance === undefined ? input.on : isOn ? nearest.line.series.trialId : undefined;
  // Of many lines in another chart only that of the trial is worth saying.
  const rows =
    distance === undefined && lines.length > manyLines
      ? found.filter(({ line }) => line.series.trialId === trialId)
      : found;
  return {
    trialId,
    hover: {
      at: `${kind === 'step' ? 'step ' : ''}${formatX(kind, kind === 'step' ? Math.round(x) : x)}`,
      left: input.left,
      rows: rows.slice(0, mostRows).map(({ line, value }) => ({
        key: `${line.series.trialId} ${line.series.metric}`,
        look: line.look,
        value,
        isOn: line.series.trialId === trialId,
      })),
      more: Math.max(0, rows.length - mostRows),
    },
  };
}
