import { memo } from 'react';
import { hoveredTrial, useIsHovered } from '../../hoveredTrial.ts';
import type { ShownColumn } from './columns/shownColumn.ts';
import { cellClass, type Place } from './placeOf.ts';
import { TrialCell } from './TrialCell.tsx';
import type { TrialLine } from './trialLine.ts';

/** A row of the table; memoised, because scrolling draws it again and again. */
export const TrialRowView = memo(function TrialRowView(props: {
  line: TrialLine;
  columns: readonly ShownColumn[];
  places: readonly Place[];
  baseline: TrialLine | undefined;
  /** Below the group that it belongs to. */
  isInGroup: boolean;
  isSelected: boolean;
  isAtCursor: boolean;
  /** `range`: from the one that was selected last. */
  onToggle: (line: TrialLine, range: boolean) => void;
}) {
  const { line, columns, places, isSelected } = props;
  const isHovered = useIsHovered(line.id);
  return (
    <tr
      className={`${isSelected ? 'sel' : ''} ${props.isAtCursor ? 'cursor' : ''} ${props.isInGroup ? 'inside' : ''} ${isHovered ? 'hovered' : ''}`}
      aria-selected={isSelected}
      onPointerEnter={() => hoveredTrial.set(line.id)}
      onPointerLeave={() => hoveredTrial.set(undefined)}
    >
      <td className="check">
        <input
          type="checkbox"
          aria-label={`Select trial ${line.number}`}
          title="With Shift: all from the one selected last"
          checked={isSelected}
          onChange={(event) => props.onToggle(line, (event.nativeEvent as MouseEvent).shiftKey === true)}
        />
      </td>
      {columns.map((column, index) => (
        <td key={column.id} className={cellClass(column, places[index])} style={places[index]?.style}>
          <TrialCell line={line} column={column} baseline={props.baseline} />
        </td>
      ))}
      <td aria-hidden="true" />
    </tr>
  );
});
