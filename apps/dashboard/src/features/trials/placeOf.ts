import type { CSSProperties } from 'react';
import type { ShownColumn } from './columns/shownColumn.ts';
import type { Grid, GridHeader } from './useGrid.ts';

/** The checkbox stands before the first column and stays in view too. */
export const checkWidth = 34;

/** Where a column stays while the others scroll under it. */
export interface Place {
  readonly className: string;
  readonly style: CSSProperties | undefined;
}

export function placeOf(column: GridHeader['column']): Place {
  if (column.getIsPinned() !== 'start') return { className: '', style: undefined };
  return {
    className: `pinned ${column.id === 'number' ? 'first' : ''}`,
    style: { left: checkWidth + column.getStart('start') },
  };
}

/** Of the columns in their order. */
export function placesOf(grid: Grid): Place[] {
  return grid.getHeaderGroups()[0]?.headers.map(({ column }) => placeOf(column)) ?? [];
}

export function cellClass(column: ShownColumn, place: Place | undefined): string {
  return `${column.isNumeric ? 'num' : ''} ${column.goal === undefined ? '' : 'strong'} ${place?.className ?? ''}`;
}
