import { memo, useEffect, useRef } from 'react';
import { formatCount } from '../../../format/numbers.ts';
import type { DrawnColumn } from '../columns/drawnColumns.ts';
import type { GroupLine, TrialLine } from '../trialLine.ts';
import { rowTop } from '../VirtualTable.tsx';
import { GroupCell } from './GroupCell.tsx';

export const GroupRowView = memo(function GroupRowView(props: {
  line: GroupLine;
  index: number;
  columns: readonly DrawnColumn[];
  baseline: TrialLine | undefined;
  /** How many of its trials are selected. */
  selected: number;
  isOpen: boolean;
  isAtCursor: boolean;
  onToggle: (line: GroupLine) => void;
  onOpen: (line: GroupLine) => void;
}) {
  const { line, isOpen } = props;
  const count = line.numbers.length;
  const words = `${formatCount(count)} ${count === 1 ? 'trial' : 'trials'}`;
  const all = props.selected === count;
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = props.selected > 0 && !all;
  });
  return (
    <tr
      className={`group ${all ? 'sel' : ''} ${props.isAtCursor ? 'cursor' : ''}`}
      style={rowTop(props.index)}
      aria-rowindex={props.index + 2}
      aria-selected={all}
    >
      <td className="check" aria-colindex={1}>
        <input
          ref={box}
          type="checkbox"
          aria-label={`Select the ${words} of the group`}
          checked={all}
          onChange={() => props.onToggle(line)}
        />
      </td>
      {props.columns.map((one) =>
        one.kind === 'gap' ? (
          <td key="gap" aria-hidden="true" style={one.style} />
        ) : (
          <td key={one.column.id} className={one.className} style={one.style} aria-colindex={one.at}>
            {one.column.id === 'number' ? (
              <button type="button" className="open" aria-expanded={isOpen} onClick={() => props.onOpen(line)}>
                <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {words}
              </button>
            ) : (
              <GroupCell line={line} column={one.column} baseline={props.baseline} />
            )}
          </td>
        ),
      )}
    </tr>
  );
});
