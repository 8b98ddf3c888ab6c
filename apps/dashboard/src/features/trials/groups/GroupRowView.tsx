import { memo, useEffect, useRef } from 'react';
import { formatCount } from '../../../format/numbers.ts';
import type { ShownColumn } from '../columns/shownColumn.ts';
import { cellClass, type Place } from '../placeOf.ts';
import type { GroupLine, TrialLine } from '../trialLine.ts';
import { GroupCell } from './GroupCell.tsx';

export const GroupRowView = memo(function GroupRowView(props: {
  line: GroupLine;
  columns: readonly ShownColumn[];
  places: readonly Place[];
  baseline: TrialLine | undefined;
  /** How many of its trials are selected. */
  selected: number;
  isOpen: boolean;
  isAtCursor: boolean;
  onToggle: (line: GroupLine) => void;
  onOpen: (line: GroupLine) => void;
}) {
  const { line, columns, places, isOpen } = props;
  const count = line.numbers.length;
  const words = `${formatCount(count)} ${count === 1 ? 'trial' : 'trials'}`;
  const all = props.selected === count;
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = props.selected > 0 && !all;
  });
  return (
    <tr className={`group ${all ? 'sel' : ''} ${props.isAtCursor ? 'cursor' : ''}`} aria-selected={all}>
      <td className="check">
        <input
          ref={box}
          type="checkbox"
          aria-label={`Select the ${words} of the group`}
          checked={all}
          onChange={() => props.onToggle(line)}
        />
      </td>
      {columns.map((column, index) => (
        <td key={column.id} className={cellClass(column, places[index])} style={places[index]?.style}>
          {column.id === 'number' ? (
            <button type="button" className="open" aria-expanded={isOpen} onClick={() => props.onOpen(line)}>
              <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {words}
            </button>
          ) : (
            <GroupCell line={line} column={column} baseline={props.baseline} />
          )}
        </td>
      ))}
      <td aria-hidden="true" />
    </tr>
  );
});
