import { isResult, trialStates } from '@seesaw/shared/trialState';
import { decoded } from '../../urlState.ts';
import type { AxisRole } from './parallelAxes.ts';
import type { SearchAxis } from './searchAxis.ts';

/** A stretch of an axis, places in [0, 1]; trials without a value there are at {@link noValue}. */
export interface Brush {
  readonly from: number;
  readonly to: number;
}

/** Where trials stand that have no value on an axis: below all others. */
export const noValue = -0.1;

/** `lr_d:0.1:0.5,loss:0:0.2`; what cannot be read is left out. */
export function parseBrushes(text: string | undefined): ReadonlyMap<string, Brush> {
  const brushes = new Map<string, Brush>();
  for (const part of (text ?? '').split(',')) {
    const [name = '', from, to] = part.split(':').map(decoded);
    const brush = { from: Number(from), to: Number(to) };
    if (name !== '' && brush.to > brush.from) brushes.set(name, brush);
  }
  return brushes;
}

export function printBrushes(brushes: ReadonlyMap<string, Brush>): string | undefined {
  const parts = [...brushes].map(
    ([name, { from, to }]) => `${encodeURIComponent(name)}:${Number(from.toFixed(4))}:${Number(to.toFixed(4))}`,
  );
  return parts.length === 0 ? undefined : parts.join(',');
}

/** Whether a trial passes through every brush. */
export function isBrushed(placeOn: (axis: string) => number, brushes: ReadonlyMap<string, Brush>): boolean {
  for (const [axis, { from, to }] of brushes) {
    const place = placeOn(axis);
    if (!(place >= from && place <= to)) return false;
  }
  return true;
}

/** Of trials in other states an axis of an objective shows no value, though they may have reported one. */
const hasResult = `state in (${trialStates
  .filter(isResult)
  .map((state) => JSON.stringify(state))
  .join(', ')})`;

/** What the brushes let through, as a filter of trials. Trials without a value cannot be asked for in it. */
export function filterOf(
  axes: readonly { readonly axis: SearchAxis; readonly role: AxisRole }[],
  brushes: ReadonlyMap<string, Brush>,
): string {
  const parts = axes.flatMap(({ axis, role }) => {
    const brush = brushes.get(axis.name);
    if (brush === undefined) return [];
    const name = role === 'outcome' ? 'state' : /^[A-Za-z_]\w*$/.test(axis.name) ? axis.name : `\`${axis.name}\``;
    if (axis.valueAt === undefined) {
      const inside = axis.choices.filter((choice) => axis.at(choice) >= brush.from && axis.at(choice) <= brush.to);
      return [`${name} in (${inside.map((choice) => JSON.stringify(choice)).join(', ')})`];
    }
    const [low, high] = [axis.valueAt(Math.max(0, brush.from)), axis.valueAt(Math.min(1, brush.to))];
    return [
      ...(brush.from > 0 ? [`${name} >= ${short(low)}`] : []),
      ...(brush.to < 1 ? [`${name} <= ${short(high)}`] : []),
      ...(role === 'objective' ? [hasResult] : []),
    ];
  });
  return [...new Set(parts)].join(' and ');
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
