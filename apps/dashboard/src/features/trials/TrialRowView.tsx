import { type MouseEvent as ClickEvent, memo } from 'react';
import { hoveredTrial, useIsHovered } from '../../hoveredTrial.ts';
import type { DrawnColumn } from './columns/drawnColumns.ts';
import { trialContent } from './trialContent.tsx';
import type { TrialLine } from './trialLine.ts';
import { rowTop } from './VirtualTable.tsx';

/** A row of the table; memoised, because scrolling draws it again and again. */
export const TrialRowView = memo(function TrialRowView(props: {
  line: TrialLine;
  index: number;
  columns: readonly DrawnColumn[];
  baseline: TrialLine | undefined;
  /** Below the group that it belongs to. */
  isInGroup: boolean;
  isSelected: boolean;
  isAtCursor: boolean;
  /** `range`: from the one that was selected last. */
  onToggle: (line: TrialLine, range: boolean) => void;
  onOpen: (line: TrialLine, event: ClickEvent) => void;
}) {
  const { line, baseline, isSelected, onOpen } = props;
  const isHovered = useIsHovered(line.id);
  return (
    <tr
      className={`${isSelected ? 'sel' : ''} ${props.isAtCursor ? 'cursor' : ''} ${props.isInGroup ? 'inside' : ''} ${isHovered ? 'hovered' : ''}`}
      style={rowTop(props.index)}
      aria-rowindex={props.index + 2}
      aria-selected={isSelected}
      onPointerEnter={() => hoveredTrial.set(line.id)}
      onPointerLeave={() => hoveredTrial.set(undefined)}
    >
      <td className="check" aria-colindex={1}>
        <input
          type="checkbox"
          aria-label={`Select trial ${line.number}`}
          title="With Shift: all from the one selected last"
          checked={isSelected}
          onChange={(event) => props.onToggle(line, (event.nativeEvent as MouseEvent).shiftKey === true)}
        />
      </td>
      {props.columns.map((one) =>
        one.kind === 'gap' ? (
          <td key="gap" aria-hidden="true" style={one.style} />
        ) : (
          <td key={one.column.id} className={one.className} style={one.style} aria-colindex={one.at}>
            {trialContent({ line, column: one.column, baseline, onOpen })}
          </td>
        ),
      )}
    </tr>
  );
});
