import { useState } from 'react';
import { useKeys } from './useKeys.ts';

/** `j` and `k` move through rows, Enter opens, `x` selects, Shift `x` all from the one before. −1 until one of them is pressed. */
export function useRowCursor(rows: {
  readonly count: number;
  readonly onOpen: (index: number) => void;
  readonly onSelect?: (index: number, range: boolean) => void;
  readonly onMove?: (index: number) => void;
  /** Further keys that act on the row. */
  readonly keys?: Readonly<Record<string, (index: number) => void>>;
}): number {
  const [wanted, setWanted] = useState(-1);
  const cursor = Math.min(wanted, rows.count - 1);
  const move = (by: number) => {
    if (rows.count === 0) return;
    const next = Math.max(0, Math.min(rows.count - 1, cursor + by));
    setWanted(next);
    // Enter is the row's from now on, and not that of a tab or button that was pressed before.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    rows.onMove?.(next);
  };
  useKeys([
    ['j', () => move(1)],
    ['k', () => move(-1)],
    ['Enter', () => cursor >= 0 && rows.onOpen(cursor)],
    ['x', () => cursor >= 0 && rows.onSelect?.(cursor, false)],
    ...Object.entries(rows.keys ?? {}).map(([key, act]) => [key, () => cursor >= 0 && act(cursor)] as const),
    ['X', () => cursor >= 0 && rows.onSelect?.(cursor, true)],
  ]);
  return cursor;
}
