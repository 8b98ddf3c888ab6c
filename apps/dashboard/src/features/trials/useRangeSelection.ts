import { useCallback, useRef } from 'react';
import type { TrialLine } from './trialLine.ts';

/** Selects a row or lets go of it; with `range` every row from the one that was touched last, as in a file manager. */
export function useRangeSelection(rows: {
  readonly lines: readonly TrialLine[];
  readonly selected: ReadonlySet<number>;
  readonly onSelect: (numbers: readonly number[]) => void;
}): (line: TrialLine, range: boolean) => void {
  const current = useRef(rows);
  current.current = rows;
  const anchor = useRef<number | undefined>(undefined);
  return useCallback((line, range) => {
    const { lines, selected, onSelect } = current.current;
    const numbers = lines.map(({ number }) => number);
    const from = anchor.current === undefined ? -1 : numbers.indexOf(anchor.current);
    anchor.current = line.number;
    if (range && from >= 0) {
      const to = numbers.indexOf(line.number);
      onSelect([...new Set([...selected, ...numbers.slice(Math.min(from, to), Math.max(from, to) + 1)])]);
    } else if (selected.has(line.number)) onSelect([...selected].filter((number) => number !== line.number));
    else onSelect([...selected, line.number]);
  }, []);
}
