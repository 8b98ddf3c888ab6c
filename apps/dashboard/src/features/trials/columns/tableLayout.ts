import { objectivesOf } from '@seesaw/shared/objective';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import { parseTrialColumn } from '@seesaw/shared/trialColumn';
import { decoded, type Search } from '../../../urlState.ts';
import { variedKnobs } from '../../balance/knobs.ts';
import { playsGame } from '../../sweep/playsGame.ts';

/** What a person may set of the table. The number of a trial always comes first and stays in view. */
export interface TableLayout {
  /** Column ids as the API has them, in their order. */
  readonly columns: readonly string[];
  /** Those that stay in view behind the number while the others scroll. */
  readonly pinned: readonly string[];
  /** Pixels, where they are not as wide as usual. */
  readonly widths: Readonly<Record<string, number>>;
}

/** Search parameters that hold a layout. */
export const layoutKeys = ['cols', 'pin', 'w'] as const;

export const narrowest = 48;
export const widest = 600;

/** What varies, the objectives, health of a game, state, how far it is. */
export function defaultColumns(sweep: ResolvedSweep): string[] {
  const others = objectivesOf(sweep).slice(1);
  return [
    ...(playsGame(sweep) ? ['health'] : []),
    'state',
    'score',
    ...others.map(({ name }) => `metric.${name}`),
    ...variedKnobs(sweep).map((name) => `point.${name}`),
    'attempt',
    'step',
  ];
}

export function readLayout(search: Search, sweep: ResolvedSweep): TableLayout {
  const chosen = readIds(search.cols);
  const columns = search.cols === undefined ? defaultColumns(sweep) : chosen;
  return {
    columns,
    pinned: readIds(search.pin).filter((id) => columns.includes(id)),
    widths: Object.fromEntries(
      (search.w?.split(',') ?? []).flatMap((part) => {
        const [id, width] = part.split(':');
        const pixels = Number(width);
        return id !== undefined && pixels >= narrowest && pixels <= widest ? [[decoded(id), pixels]] : [];
      }),
    ),
  };
}

/** As search parameters; what is as usual is left out. */
export function printLayout(
  layout: TableLayout,
  sweep: ResolvedSweep,
): Record<(typeof layoutKeys)[number], string | undefined> {
  const usual = printIds(defaultColumns(sweep));
  const cols = printIds(layout.columns);
  const widths = Object.entries(layout.widths).map(([id, width]) => `${encoded(id)}:${Math.round(width)}`);
  return {
    cols: cols === usual ? undefined : cols === '' ? 'none' : cols,
    pin: printIds(layout.pinned) || undefined,
    w: widths.join(',') || undefined,
  };
}

/** The list with one item a place further to the front or back. */
export function moved(items: readonly string[], item: string, by: -1 | 1): string[] {
  const from = items.indexOf(item);
  const to = from + by;
  if (from < 0 || to < 0 || to >= items.length) return [...items];
  const rest = items.filter((one) => one !== item);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

/** A column that was dragged to another one. */
export interface Drop {
  readonly id: string;
  readonly to: string;
  readonly side: 'before' | 'behind';
}

/**
 * The layout with a column in its new place. Among columns that stay in view it stays in view too, and among the others it does not;
 * beside the number of the trial it comes first of those that it belonged to.
 */
export function dropped(
  { columns, pinned }: TableLayout,
  { id, to, side }: Drop,
): Pick<TableLayout, 'columns' | 'pinned'> {
  if (!columns.includes(id) || id === to) return { columns, pinned };
  const put = (ids: readonly string[]) => {
    const rest = ids.filter((one) => one !== id);
    const at = to === 'number' ? 0 : rest.indexOf(to) + (side === 'before' ? 0 : 1);
    return [...rest.slice(0, at), id, ...rest.slice(at)];
  };
  const stays = to === 'number' ? pinned.includes(id) : pinned.includes(to);
  if (stays) return { columns, pinned: put(pinned) };
  const isShown = to === 'number' || columns.includes(to);
  return isShown ? { columns: put(columns), pinned: pinned.filter((one) => one !== id) } : { columns, pinned };
}

export function readIds(text: string | undefined): string[] {
  const ids = (text ?? '').split(',').map(decoded);
  return [...new Set(ids)].filter((id) => id !== 'number' && parseTrialColumn(id) !== undefined);
}

export function printIds(ids: readonly string[]): string {
  return ids.map(encoded).join(',');
}

/** Names of metrics may hold what separates columns. */
function encoded(id: string): string {
  return id.replaceAll(/[%,:]/g, encodeURIComponent);
}
