import type { CSSProperties } from 'react';
import type { GridHeader } from './useGrid.ts';

/** The checkbox stands before the first column and stays in view too. */
export const checkWidth = 34;

/** Where a column stays while the others scroll under it. */
export function placeOf(column: GridHeader['column']): { className: string; style: CSSProperties | undefined } {
  if (column.getIsPinned() !== 'start') return { className: '', style: undefined };
  return {
    className: `pinned ${column.id === 'number' ? 'first' : ''}`,
    style: { left: checkWidth + column.getStart('start') },
  };
}
