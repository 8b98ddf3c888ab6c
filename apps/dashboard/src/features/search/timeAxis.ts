import { formatX, timeSteps } from '../curves/curveX.ts';
import { numberAxis, type SearchAxis } from './searchAxis.ts';

/** Milliseconds since a beginning, with marks that people count in. */
export function timeAxis(values: readonly number[]): SearchAxis {
  const axis = numberAxis('milliseconds', [0, ...values], false);
  const end = axis.valueAt?.(1) ?? 1;
  const step = timeSteps.find((one) => end / one <= 8) ?? end / 8;
  const ticks = Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);
  return {
    ...axis,
    ticks: ticks.map((tick) => ({ at: axis.at(tick), label: tick === 0 ? '0' : formatX('relative', tick) })),
  };
}
