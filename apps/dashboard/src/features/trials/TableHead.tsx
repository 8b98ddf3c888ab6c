import type { KeyboardEvent, ReactNode } from 'react';
import type { ShownColumn } from './columns/shownColumn.ts';
import { type Drop, dropped, narrowest, type TableLayout, widest } from './columns/tableLayout.ts';
import { type ColumnDrag, useColumnDrag } from './columns/useColumnDrag.ts';
import { placeOf } from './placeOf.ts';
import type { Grid, GridHeader } from './useGrid.ts';

/** Pixels that a key moves the edge of a column. */
const stepPx = 12;

/**
 * Names that sort, and that are dragged to another place (or moved with Shift and ← or →), with an edge to drag (or to move with ← and
 * →).
 */
export function TableHead(props: {
  grid: Grid;
  columns: readonly ShownColumn[];
  corner: ReactNode;
  layout: TableLayout;
  onMove: (layout: Pick<TableLayout, 'columns' | 'pinned'>) => void;
}) {
  const { grid, layout, onMove } = props;
  const move = (drop: Drop) => onMove(dropped(layout, drop));
  const drag = useColumnDrag(move);
  const order = props.columns.map(({ id }) => id);
  const step = (id: string, by: -1 | 1) => {
    const to = order[order.indexOf(id) + by];
    if (to !== undefined && to !== 'number') move({ id, to, side: by < 0 ? 'before' : 'behind' });
  };
  const byId = new Map(props.columns.map((column) => [column.id, column]));
  return (
    <thead>
      {grid.getHeaderGroups().map((group) => (
        <tr key={group.id} aria-rowindex={1}>
          <th className="check">{props.corner}</th>
          {group.headers.map((header) => {
            const column = byId.get(header.column.id);
            return column && <HeadCell key={header.id} {...{ header, column, drag, step }} />;
          })}
        </tr>
      ))}
    </thead>
  );
}

function HeadCell(props: {
  header: GridHeader;
  column: ShownColumn;
  drag: ColumnDrag;
  step: (id: string, by: -1 | 1) => void;
}) {
  const { header, column, drag } = props;
  const sorted = header.column.getIsSorted();
  const name = column.aggregate === '' ? column.label : `${column.aggregate} ${column.label}`;
  const place = placeOf(header.column);
  return (
    <th
      className={`${column.isNumeric ? 'num' : ''} ${place.className} ${drag.drop?.to === column.id ? `drop-${drag.drop.side}` : ''}`}
      style={place.style}
      data-column={column.id}
      onPointerDown={column.id === 'number' ? undefined : drag.press(column.id)}
      aria-label={name}
      title={name}
      aria-sort={sorted === false ? 'none' : sorted === 'asc' ? 'ascending' : 'descending'}
    >
      {column.id === 'onFront' ? (
        column.label
      ) : (
        <button
          type="button"
          className="sort"
          onClick={() => header.column.toggleSorting()}
          onKeyDown={(event) => {
            if (!event.shiftKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
            event.preventDefault();
            props.step(column.id, event.key === 'ArrowLeft' ? -1 : 1);
          }}
        >
          {column.aggregate !== '' && <span className="faint">{column.aggregate} </span>}
          {column.label}
          {column.unit !== '' && <span className="faint"> {column.unit}</span>}
          <span aria-hidden="true">{sorted === 'asc' ? ' ↑' : sorted === 'desc' ? ' ↓' : ''}</span>
        </button>
      )}
      <Edge header={header} name={name} />
    </th>
  );
}

function Edge(props: { header: GridHeader; name: string }) {
  const { header } = props;
  const { column } = header;
  const size = column.getSize();
  const drag = header.getResizeHandler();
  const widen = (by: number) =>
    column.table.setColumnSizing((before) => ({
      ...before,
      [column.id]: Math.max(narrowest, Math.min(widest, size + by)),
    }));
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    widen(event.key === 'ArrowLeft' ? -stepPx : stepPx);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line between columns that is dragged is no hr
    <span
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Width of ${props.name}`}
      aria-valuenow={Math.round(size)}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      title="Drag, or ← →; double-click for the usual width"
      className={`edge ${column.getIsResizing() ? 'dragged' : ''}`}
      onMouseDown={drag}
      onTouchStart={drag}
      onKeyDown={press}
      onDoubleClick={() => column.resetSize()}
    />
  );
}
