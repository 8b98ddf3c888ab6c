import type { CSSProperties } from 'react';
import { cellClass, type Place } from '../placeOf.ts';
import type { ColumnWindow } from './columnWindow.ts';
import type { ShownColumn } from './shownColumn.ts';

/** A cell of each row: of a column, or the empty stretch of those that are out of sight. */
export type DrawnColumn =
  | {
      readonly kind: 'column';
      readonly column: ShownColumn;
      readonly className: string;
      readonly style: CSSProperties;
      /** Its number among all columns of the table, from 1. */
      readonly at: number;
    }
  | { readonly kind: 'gap'; readonly style: CSSProperties };

/** What a row draws: the columns that stay in view, a gap, and of the others those in the window. */
export function drawnColumns(
  columns: readonly ShownColumn[],
  places: readonly Place[],
  { from, to }: ColumnWindow,
): DrawnColumn[] {
  // The checkbox is the first column of the table.
  const all = columns.flatMap((column, index) => {
    const place = places[index];
    return place === undefined ? [] : { column, place, at: index + 2 };
  });
  const drawn = ({ column, place, at }: (typeof all)[number]): DrawnColumn => ({
    kind: 'column',
    column,
    className: cellClass(column, place),
    style: place.style,
    at,
  });
  const free = all.filter(({ place }) => !place.isPinned);
  const gap = free.slice(0, from).reduce((sum, { place }) => sum + place.width, 0);
  return [
    ...all.filter(({ place }) => place.isPinned).map(drawn),
    ...(gap > 0 ? [{ kind: 'gap', style: { width: gap } } as const] : []),
    ...free.slice(from, to).map(drawn),
  ];
}
