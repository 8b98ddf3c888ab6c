import { memo } from 'react';
import type { ShownColumn } from './columns/shownColumn.ts';
import { placeOf } from './placeOf.ts';
import { TrialCell } from './TrialCell.tsx';
import type { TrialLine } from './trialLine.ts';
import type { Grid } from './useGrid.ts';

/** A row of the table; memoised, because scrolling draws it again and again. */
export const TrialRowView = memo(function TrialRowView(props: {
  line: TrialLine;
  columns: readonly ShownColumn[];
  places: readonly ReturnType<typeof placeOf>[];
  isSelected: boolean;
  isAtCursor: boolean;
  /** `range`: from the one that was selected last. */
  onToggle: (line: TrialLine, range: boolean) => void;
}) {
  const { line, columns, places, isSelected } = props;
  return (
    <tr className={`${isSelected ? 'sel' : ''} ${props.isAtCursor ? 'cursor' : ''}`} aria-selected={isSelected}>
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
        <td
          key={column.id}
          className={`${column.isNumeric ? 'num' : ''} ${column.goal === undefined ? '' : 'strong'} ${places[index]?.className ?? ''}`}
          style={places[index]?.style}
        >
          <TrialCell line={line} column={column} />
        </td>
      ))}
      <td aria-hidden="true" />
    </tr>
  );
});

/** Of the columns in their order. */
export function placesOf(grid: Grid): ReturnType<typeof placeOf>[] {
  return grid.getHeaderGroups()[0]?.headers.map(({ column }) => placeOf(column)) ?? [];
}
