import type { SampleRow } from '@seesaw/shared/records';
import { formatCount } from '../../format/numbers.ts';
import type { RealSheet } from './realSheets.ts';
import { sampleImageUrl } from './SampleTile.tsx';

/** A sheet that can be looked at as large as the window allows. */
export type Zoomed = { readonly sample: SampleRow; readonly label: string } | { readonly real: RealSheet };

export function zoomedTitle(zoomed: Zoomed): string {
  return 'sample' in zoomed
    ? `Trial ${zoomed.label}, step ${formatCount(zoomed.sample.step)}`
    : `Held-out items of ${zoomed.real.dataset}`;
}

export function zoomedUrl(zoomed: Zoomed): string {
  return 'sample' in zoomed ? sampleImageUrl(zoomed.sample) : zoomed.real.url;
}

/** One row of the grid: a trial with its samples by step. */
export interface ZoomRow {
  readonly label: string;
  readonly byStep: ReadonlyMap<number, SampleRow>;
}

/** The sheet to the left, right, above or below in the grid: the same trial at another step, or the same step of another. */
export function neighbour(
  zoomed: Zoomed,
  rows: readonly ZoomRow[],
  direction: 'left' | 'right' | 'up' | 'down',
): Zoomed | undefined {
  if (!('sample' in zoomed)) return undefined;
  const at = rows.findIndex((row) => row.label === zoomed.label);
  const row = rows[at];
  if (row === undefined) return undefined;
  if (direction === 'left' || direction === 'right') {
    const steps = [...row.byStep.keys()].sort((a, b) => a - b);
    const step = steps[steps.indexOf(zoomed.sample.step) + (direction === 'left' ? -1 : 1)];
    const sample = step === undefined ? undefined : row.byStep.get(step);
    return sample === undefined ? undefined : { sample, label: row.label };
  }
  for (
    let next = at + (direction === 'up' ? -1 : 1);
    next >= 0 && next < rows.length;
    next += direction === 'up' ? -1 : 1
  ) {
    const sample = rows[next]?.byStep.get(zoomed.sample.step);
    if (sample !== undefined) return { sample, label: rows[next]?.label ?? '' };
  }
  return undefined;
}

/** What a sheet can be flickered with: real items, the step before, the same step of other trials. */
export function flickerPartners(zoomed: Zoomed, rows: readonly ZoomRow[], reals: readonly RealSheet[]): Zoomed[] {
  const real = reals.map((sheet): Zoomed => ({ real: sheet })).filter((one) => zoomedUrl(one) !== zoomedUrl(zoomed));
  if (!('sample' in zoomed)) return real;
  const before = neighbour(zoomed, rows, 'left');
  const others = rows
    .filter((row) => row.label !== zoomed.label)
    .flatMap((row): Zoomed[] => {
      const sample = row.byStep.get(zoomed.sample.step);
      return sample === undefined ? [] : [{ sample, label: row.label }];
    });
  return [...real, ...(before === undefined ? [] : [before]), ...others];
}
