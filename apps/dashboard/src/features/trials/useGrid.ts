import {
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useEffect, useMemo, useState } from 'react';
import type { ShownColumn } from './columns/shownColumn.ts';
import { narrowest, type TableLayout, widest } from './columns/tableLayout.ts';
import type { TrialLine } from './trialLine.ts';

const features = tableFeatures({
  columnVisibilityFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnResizingFeature,
  rowSortingFeature,
});
const helper = createColumnHelper<typeof features, TrialLine>();
const noLines: TrialLine[] = [];

export type Grid = ReturnType<typeof useGrid>;
export type GridHeader = ReturnType<Grid['getHeaderGroups']>[number]['headers'][number];

/** After a column was dragged wider; while it is, the address keeps still. */
const keepAfterMs = 300;

/** Widths, places and order of the columns; the rows come from the server and are drawn by whoever shows them. */
export function useGrid(props: {
  columns: readonly ShownColumn[];
  layout: TableLayout;
  sorting: { readonly id: string; readonly desc: boolean };
  onSort: (sorting: { id: string; desc: boolean }) => void;
  onWidths: (widths: Readonly<Record<string, number>>) => void;
}) {
  const { columns, layout, sorting, onSort, onWidths } = props;
  const [widths, setWidths] = useState(layout.widths);
  const [known, setKnown] = useState(layout.widths);
  // The address has others: a link, back, or a reset.
  if (known !== layout.widths) {
    setKnown(layout.widths);
    if (!sameWidths(widths, layout.widths)) setWidths(layout.widths);
  }
  useEffect(() => {
    if (sameWidths(widths, layout.widths)) return;
    const timer = window.setTimeout(() => onWidths(widths), keepAfterMs);
    return () => window.clearTimeout(timer);
  }, [widths, layout.widths, onWidths]);

  const definitions = useMemo(
    () =>
      helper.columns(
        columns.map((column) =>
          helper.display({
            id: column.id,
            header: column.label,
            size: column.width,
            minSize: narrowest,
            maxSize: widest,
          }),
        ),
      ),
    [columns],
  );
  const pinning = useMemo(() => ({ start: ['number', ...layout.pinned], end: [] }), [layout.pinned]);
  return useTable({
    features,
    data: noLines,
    columns: definitions,
    manualSorting: true,
    enableSortingRemoval: false,
    columnResizeMode: 'onChange',
    state: { sorting: [sorting], columnSizing: { ...widths }, columnPinning: pinning },
    onSortingChange: (change) => {
      const [first] = typeof change === 'function' ? change([sorting]) : change;
      if (first !== undefined) onSort(first);
    },
    onColumnSizingChange: (change) =>
      setWidths((before) => ({ ...(typeof change === 'function' ? change({ ...before }) : change) })),
  });
}

function sameWidths(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Math.round(a[name] ?? 0) === Math.round(b[name] ?? -1))
  );
}
