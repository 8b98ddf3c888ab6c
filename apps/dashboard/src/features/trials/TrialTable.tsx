import type { SweepRow } from '@seesaw/shared/records';
import { useNavigate } from '@tanstack/react-router';
import { type MouseEvent, useCallback, useMemo, useRef, useState } from 'react';
import { ApiError } from '../../api/request.ts';
import type { TrialListing } from '../../api/trialListQueries.ts';
import { Empty, Failure, Skeleton } from '../../parts/Async.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { useRowCursor } from '../../shell/useRowCursor.ts';
import { useUrlState } from '../../useUrlState.ts';
import { BaselineMenu } from './baseline/BaselineMenu.tsx';
import { useBaseline } from './baseline/useBaseline.ts';
import { SelectionBar } from './bulk/SelectionBar.tsx';
import { ColumnPanel } from './columns/ColumnPanel.tsx';
import type { DrawnColumn } from './columns/drawnColumns.ts';
import { printIds } from './columns/tableLayout.ts';
import { useShownColumns } from './columns/useShownColumns.ts';
import { useTableLayout } from './columns/useTableLayout.ts';
import { checkFilter } from './filter/checkFilter.ts';
import { FilterField } from './filter/FilterField.tsx';
import { useFilterWords } from './filter/useFilterWords.ts';
import { GroupMenu } from './groups/GroupMenu.tsx';
import { GroupRowView } from './groups/GroupRowView.tsx';
import { readGrouping } from './groups/grouping.ts';
import { askedColumns } from './listing.ts';
import { placesOf } from './placeOf.ts';
import { StateFilter } from './StateFilter.tsx';
import { TableFoot } from './TableFoot.tsx';
import { TableHead } from './TableHead.tsx';
import { TrialRowView } from './TrialRowView.tsx';
import { type Line, numbersOf, type TrialLine } from './trialLine.ts';
import { useGrid } from './useGrid.ts';
import { useLines } from './useLines.ts';
import { useListing } from './useListing.ts';
import { useRangeSelection } from './useRangeSelection.ts';
import { type RowsHandle, rowTop, VirtualTable } from './VirtualTable.tsx';
import './trialTable.css';

/** Rows before the last one that is there at which the next page is asked for: a second of a fast wheel. */
const reachAhead = 120;

/**
 * Every trial of a sweep, or groups of them: filtered, sorted, grouped and paged by the server, drawn only where visible, selected
 * with a click or `x`.
 */
export function TrialTable(props: {
  sweep: SweepRow;
  selected: ReadonlySet<number>;
  onSelect: (numbers: readonly number[]) => void;
}) {
  const { sweep, selected, onSelect } = props;
  const navigate = useNavigate();
  const [search, setSearch] = useUrlState();
  const filterInput = useRef<HTMLInputElement>(null);
  const rows = useRef<RowsHandle>(null);
  const words = useFilterWords(sweep);
  const { listing, setFilter, setStates, setSort } = useListing(sweep);
  const layoutState = useTableLayout(sweep);
  const { layout, change } = layoutState;
  const by = useMemo(() => readGrouping(search.by), [search.by]);
  const asked = useMemo(() => askedColumns(layout, by), [layout, by]);
  const baseline = useBaseline(sweep, asked);
  const columns = useShownColumns(sweep, layout, { by, hasBaseline: baseline.number !== undefined });

  // A filter that nobody can read is not asked for, wherever it comes from.
  const problem = words === undefined ? undefined : checkFilter(listing.filter, words);
  const shown = useLines({ sweep, listing, by, columns: asked, enabled: problem === undefined });
  const { lines, query } = shown;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const refusal = query.error instanceof ApiError ? query.error.problem?.problems?.[0] : undefined;
  const isChosen = listing.filter !== '' || listing.states.length > 0;

  const grid = useGrid({
    columns,
    layout,
    sorting: { id: listing.sort, desc: listing.order === 'desc' },
    onSort: setSort,
    onWidths: useCallback((widths: Readonly<Record<string, number>>) => change({ widths }), [change]),
  });
  // Rows are drawn anew only when a column has another place or width.
  const placed = (grid.getHeaderGroups()[0]?.headers ?? [])
    .map(({ column }) => `${column.id}:${column.getSize()}`)
    .join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the table is the same object whatever it holds
  const places = useMemo(() => placesOf(grid), [placed, layout.pinned]);
  const count = lines.length;
  const onReach = useCallback(
    (index: number) => {
      if (hasNextPage && !isFetchingNextPage && index >= count - reachAhead) void fetchNextPage();
    },
    [hasNextPage, isFetchingNextPage, fetchNextPage, count],
  );

  // All that match is a condition, not a list: it ends when that changes, or when a row is chosen by itself.
  const [allOf, setAllOf] = useState<TrialListing | undefined>(undefined);
  const isAll = allOf !== undefined && allOf.filter === listing.filter && sameWords(allOf.states, listing.states);
  const select = (numbers: readonly number[]) => {
    setAllOf(undefined);
    onSelect(numbers);
  };
  const toggle = useRangeSelection({ lines, selected, onSelect: select });
  const on = (act: (line: Line) => void) => (index: number) => {
    const line = lines[index];
    if (line !== undefined) act(line);
  };
  const cursor = useRowCursor({
    count: lines.length,
    onOpen: on((line) => {
      if (line.kind === 'group') shown.toggleOpen(line);
      if (line.kind === 'trial') void navigate({ to: '/trials/$trialId', params: { trialId: String(line.id) } });
    }),
    onSelect: (index, range) => on((line) => toggle(line, range))(index),
    onMove: (index) => rows.current?.show(index),
    keys: {
      b: on((line) => {
        if (line.kind === 'trial') baseline.set(line.number === baseline.number ? undefined : line.number);
      }),
    },
  });
  useKeys([['/', () => filterInput.current?.focus()]]);

  const open = useCallback(
    (line: TrialLine, event: MouseEvent) => {
      // With a key it is the browser's: another tab, a window, a download.
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      void navigate({ to: '/trials/$trialId', params: { trialId: String(line.id) } });
    },
    [navigate],
  );
  const isOld = query.isPlaceholderData || problem !== undefined;

  const draw = (line: Line, index: number, columns: readonly DrawnColumn[]) => {
    const common = { index, columns, baseline: baseline.line, isAtCursor: index === cursor };
    switch (line.kind) {
      case 'trial':
        return (
          <TrialRowView
            key={line.id}
            {...common}
            line={line}
            isSelected={isAll || selected.has(line.number)}
            isInGroup={by.length > 0}
            onToggle={toggle}
            onOpen={open}
          />
        );
      case 'group':
        return (
          <GroupRowView
            key={line.id}
            {...common}
            line={line}
            selected={isAll ? line.numbers.length : line.numbers.filter((number) => selected.has(number)).length}
            isOpen={shown.open.has(line.id)}
            onToggle={toggle}
            onOpen={shown.toggleOpen}
          />
        );
      default:
        return (
          <tr key={line.id} className="inside" style={rowTop(index)} aria-rowindex={index + 2}>
            <td className="check" />
            <td className="dim rest">{line.words}</td>
          </tr>
        );
    }
  };

  return (
    <section className="card" aria-label="Trials">
      <div className="trial-filter">
        <FilterField
          inputRef={filterInput}
          value={listing.filter}
          words={words}
          refusal={problem ?? refusal}
          onChange={setFilter}
        />
        <StateFilter sweep={sweep} states={listing.states} onChange={setStates} />
        <GroupMenu sweep={sweep} by={by} onChange={(next) => setSearch({ by: printIds(next) })} />
        <BaselineMenu sweep={sweep} baseline={baseline.number} selected={selected} onChange={baseline.set} />
        <ColumnPanel sweep={sweep} columns={columns} state={layoutState} />
      </div>
      <SelectionBar
        sweep={sweep}
        listing={listing}
        selected={selected}
        isAll={isAll}
        matching={shown.trials}
        onAll={() => setAllOf(listing)}
        onClear={() => select([])}
      />
      {query.data === undefined && problem === undefined ? (
        query.error === null ? (
          <Skeleton height={200} />
        ) : refusal === undefined ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : null
      ) : shown.trials === 0 && !isChosen ? (
        <Empty title="No trial yet.">The first ones appear as soon as the search has suggested them.</Empty>
      ) : (
        <VirtualTable
          handle={rows}
          {...{ lines, columns, places, isOld, draw, onReach }}
          rowCount={by.length > 0 ? undefined : shown.trials}
          head={
            <TableHead
              grid={grid}
              {...{ columns, layout }}
              onMove={change}
              corner={<SelectAll lines={lines} selected={selected} isAll={isAll} onSelect={select} />}
            />
          }
          none={
            problem !== undefined
              ? 'Nothing is shown: the filter cannot be read.'
              : query.isFetching
                ? 'Looking…'
                : 'No trial matches.'
          }
        />
      )}
      <TableFoot sweep={sweep} isChosen={isChosen} trials={shown.trials} groups={shown.groups} />
    </section>
  );
}

/** The address holds the selection: beyond this, all that match are chosen by their condition. */
const mostListed = 500;

function SelectAll(props: {
  lines: readonly Line[];
  selected: ReadonlySet<number>;
  isAll: boolean;
  onSelect: (numbers: readonly number[]) => void;
}) {
  const numbers = [...new Set(props.lines.flatMap(numbersOf))].slice(0, mostListed);
  const all = props.isAll || (numbers.length > 0 && numbers.every((number) => props.selected.has(number)));
  return (
    <input
      type="checkbox"
      aria-label="Select all shown trials"
      checked={all}
      onChange={() => props.onSelect(all ? [] : numbers)}
    />
  );
}

function sameWords(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word) => b.includes(word));
}
