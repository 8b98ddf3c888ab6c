import { type Range, useVirtualizer } from '@tanstack/react-virtual';
import {
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type DrawnColumn, drawnColumns } from './columns/drawnColumns.ts';
import type { ShownColumn } from './columns/shownColumn.ts';
import { useColumnWindow } from './columns/useColumnWindow.ts';
import { checkWidth, type Place } from './placeOf.ts';
import type { Line } from './trialLine.ts';

/** Pixels, as in the style sheet: no row has another. */
const rowHeight = 31;
const headHeight = 30;

/** Rows that are drawn beyond those that are seen: ahead for a quarter of a second of a fast wheel, behind for a step back. */
const ahead = 32;
const behind = 6;

/** Rows that are drawn at first wherever the table lies. */
const leastRows = 6;

export interface RowsHandle {
  /** Brings a row into view. */
  readonly show: (index: number) => void;
}

/** Where a row lies in the body. */
export function rowTop(index: number): { top: number } {
  return { top: index * rowHeight };
}

/**
 * The table in the box that scrolls it: of all rows those in sight, of their columns those in sight. Apart from whatever belongs to it,
 * so that scrolling draws nothing but rows that come into view; each lies where its number says, so none moves another.
 */
export function VirtualTable(props: {
  handle: Ref<RowsHandle>;
  lines: readonly Line[];
  columns: readonly ShownColumn[];
  places: readonly Place[];
  head: ReactNode;
  /** What stands below a head without rows. */
  none: ReactNode;
  /** Rows with those that are not here, without the head; undefined where nobody knows. */
  rowCount: number | undefined;
  /** What is shown belongs to another question. */
  isOld: boolean;
  draw: (line: Line, index: number, columns: readonly DrawnColumn[]) => ReactNode;
  /** The last row that is drawn. */
  onReach: (index: number) => void;
}) {
  const { lines, columns, places, draw, onReach } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const view = useColumnWindow(scroller, places);
  const drawn = useMemo(() => drawnColumns(columns, places, view), [columns, places, view]);
  const goesBack = useRef(false);
  const isCalm = useIsCalm();
  const rowsOf = useCallback(
    (range: Range) => {
      if (isCalm) return rowsAround(range, goesBack.current);
      const top = scroller.current?.getBoundingClientRect().top ?? 0;
      return rowsOnScreen(range, window.innerHeight - top - headHeight);
    },
    [isCalm],
  );
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    rangeExtractor: rowsOf,
  });
  if (virtualizer.scrollDirection !== null) goesBack.current = virtualizer.scrollDirection === 'backward';
  useImperativeHandle(
    props.handle,
    () => ({
      show(index) {
        virtualizer.scrollToIndex(index);
        // Below other cards the table itself may lie out of sight.
        scroller.current?.scrollIntoView({ block: 'nearest' });
      },
    }),
    [virtualizer],
  );
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (isCalm) onReach(last);
  }, [onReach, last, isCalm]);
  return (
    <div ref={scroller} className="trial-scroll" style={{ opacity: props.isOld ? 0.6 : 1 }}>
      <table
        className="list trials"
        style={{ minWidth: checkWidth + places.reduce((sum, { width }) => sum + width, 0) }}
        aria-rowcount={props.rowCount === undefined ? -1 : props.rowCount + 1}
        aria-colcount={columns.length + 1}
      >
        {props.head}
        <tbody style={{ height: lines.length * rowHeight }}>
          {items.map(({ index }) => {
            const line = lines[index];
            return line && draw(line, index, drawn);
          })}
        </tbody>
      </table>
      {lines.length === 0 && <p className="dim trial-none">{props.none}</p>}
    </div>
  );
}

function rowsAround({ startIndex, endIndex, count }: Range, goesBack: boolean): number[] {
  const first = Math.max(0, startIndex - (goesBack ? ahead : behind));
  const last = Math.min(count - 1, endIndex + (goesBack ? behind : ahead));
  return indices(first, last);
}

/** Of the rows in the box those that the window shows: the box may reach below its end. */
function rowsOnScreen({ startIndex, endIndex }: Range, height: number): number[] {
  const fit = Math.max(leastRows, Math.ceil(height / rowHeight));
  return indices(startIndex, Math.min(endIndex, startIndex + fit - 1));
}

function indices(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Whether the first rows have been drawn and the page has had a moment: what nobody sees yet waits for that. */
function useIsCalm(): boolean {
  const [isCalm, setIsCalm] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setIsCalm(true), 200);
    return () => window.clearTimeout(timer);
  }, []);
  return isCalm;
}
