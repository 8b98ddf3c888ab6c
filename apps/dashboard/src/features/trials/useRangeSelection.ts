import { useCallback, useRef } from 'react';
import { type Line, numbersOf } from './trialLine.ts';

/**
 * Selects a row (of a group all of its trials) or lets go of it; with `range` every row from the one that was touched last, as in a
 * file manager.
 */
export function useRangeSelection(rows: {
  readonly lines: readonly Line[];
  readonly selected: ReadonlySet<number>;
  readonly onSelect: (numbers: readonly number[]) => void;
}): (line: Line, range?: boolean) => void {
  const current = useRef(rows);
  current.current = rows;
  const anchor = useRef<Line['id'] | undefined>(undefined);
  return useCallback((line, range = false) => {
    const { lines, selected, onSelect } = current.current;
    const from = lines.findIndex(({ id }) => id === anchor.current);
    const to = lines.findIndex(({ id }) => id === line.id);
    anchor.current = line.id;
    const numbers = numbersOf(line);
    if (range && from >= 0 && to >= 0) {
      const between = lines.slice(Math.min(from, to), Math.max(from, to) + 1);
      onSelect([...new Set([...selected, ...between.flatMap(numbersOf)])]);
    } else if (numbers.every((number) => selected.has(number))) {
      onSelect([...selected].filter((number) => !numbers.includes(number)));
    } else onSelect([...new Set([...selected, ...numbers])]);
  }, []);
}
