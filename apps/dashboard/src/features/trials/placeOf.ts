import type { CSSProperties } from 'react';
import type { ShownColumn } from './columns/shownColumn.ts';
import type { Grid, GridHeader } from './useGrid.ts';

/** The checkbox stands before the first column and stays in view too. */
export const checkWidth = 34;

/** How wide a column is, and where it stays while the others scroll under it. */
export interface Place {
  readonly className: string;
  readonly style: CSSProperties;
  /** Pixels. */
  readonly width: number;
  readonly isPinned: boolean;
}

export function placeOf(column: GridHeader['column']): Place {
  const width = column.getSize();
  if (column.getIsPinned() !== 'start') return { className: '', style: { width }, width, isPinned: false };
  return {
    className: `pinned ${column.id === 'number' ? 'first' : ''}`,
    style: { width, left: checkWidth + column.getStart('start') },
    width,
    isPinned: true,
  };
}

/** Of the columns in their order. */
export function placesOf(grid: Grid): Place[] {
  return grid.getHeaderGroups()[0]?.headers.map(({ column }) => placeOf(column)) ?? [];
}

export function cellClass(column: ShownColumn, place: Place): string {
  const cut = column.fits && place.width >= column.width ? '' : 'cut';
  return `${column.isNumeric ? 'num' : ''} ${column.goal === undefined ? '' : 'strong'} ${cut} ${place.className}`;
}
