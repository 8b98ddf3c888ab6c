import type { SweepRow } from '@seesaw/shared/records';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { trialTableQuery } from '../../api/queries.ts';
import { ApiError } from '../../api/request.ts';
import { formatCount } from '../../format/numbers.ts';
import { Empty, Failure, Skeleton } from '../../parts/Async.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { useRowCursor } from '../../shell/useRowCursor.ts';
import { ColumnPanel } from './columns/ColumnPanel.tsx';
import { useShownColumns } from './columns/useShownColumns.ts';
import { useTableLayout } from './columns/useTableLayout.ts';
import { checkFilter } from './filter/checkFilter.ts';
import { FilterField } from './filter/FilterField.tsx';
import { useFilterWords } from './filter/useFilterWords.ts';
import { checkWidth } from './placeOf.ts';
import { StateFilter } from './StateFilter.tsx';
import { TableHead } from './TableHead.tsx';
import { placesOf, TrialRowView } from './TrialRowView.tsx';
import { linesOf, type TrialLine } from './trialLine.ts';
import { useGrid } from './useGrid.ts';
import { useListing } from './useListing.ts';
import { useRangeSelection } from './useRangeSelection.ts';
import './trialTable.css';

const rowHeight = 31;
const noLines: readonly TrialLine[] = [];

/** Every trial of a sweep: filtered, sorted and paged by the server, drawn only where visible, selected with a click or `x`. */
export function TrialTable(props: {
  sweep: SweepRow;
  selected: ReadonlySet<number>;
  onSelect: (numbers: readonly number[]) => void;
}) {
  const { sweep, selected, onSelect } = props;
  const navigate = useNavigate();
  const filterInput = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const words = useFilterWords(sweep);
  const { listing, setFilter, setStates, setSort } = useListing(sweep);
  const layoutState = useTableLayout(sweep);
  const { layout, change } = layoutState;
  const columns = useShownColumns(sweep, layout);
  // The answer does not depend on their order: to move a column asks for nothing.
  const asked = useMemo(() => [...layout.columns].sort(), [layout.columns]);

  // A filter that nobody can read is not asked for, wherever it comes from.
  const problem = words === undefined ? undefined : checkFilter(listing.filter, words);
  const query = useInfiniteQuery({
    ...trialTableQuery(sweep.id, listing, asked),
    enabled: problem === undefined,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const refusal = query.error instanceof ApiError ? query.error.problem?.problems?.[0] : undefined;
  const lines = useMemo(() => query.data?.pages.flatMap(linesOf) ?? noLines, [query.data]);
  const total = query.data?.pages[0]?.total ?? 0;
  const isChosen = listing.filter !== '' || listing.states.length > 0;

  const grid = useGrid({
    columns,
    layout,
    sorting: { id: listing.sort, desc: listing.order === 'desc' },
    onSort: setSort,
    onWidths: useCallback((widths: Readonly<Record<string, number>>) => change({ widths }), [change]),
  });
  const headers = grid.getHeaderGroups()[0]?.headers ?? [];
  const places = placesOf(grid);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const lastVisible = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastVisible >= lines.length - 60) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastVisible, lines.length]);

  const toggle = useRangeSelection({ lines, selected, onSelect });
  const cursor = useRowCursor({
    count: lines.length,
    onOpen: (index) => {
      const line = lines[index];
      if (line !== undefined) void navigate({ to: '/trials/$trialId', params: { trialId: String(line.id) } });
    },
    onSelect: (index, range) => {
      const line = lines[index];
      if (line !== undefined) toggle(line, range);
    },
    onMove: (index) => virtualizer.scrollToIndex(index),
  });
  useKeys([['/', () => filterInput.current?.focus()]]);

  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  const columnCount = columns.length + 2;
  const isOld = query.isPlaceholderData || problem !== undefined;

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
        <ColumnPanel sweep={sweep} columns={columns} state={layoutState} />
      </div>
      {query.data === undefined && problem === undefined ? (
        query.error === null ? (
          <Skeleton height={200} />
        ) : refusal === undefined ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : null
      ) : total === 0 && !isChosen ? (
        <Empty title="No trial yet.">The first ones appear as soon as the search has suggested them.</Empty>
      ) : (
        <div ref={scroller} className="trial-scroll" style={{ opacity: isOld ? 0.6 : 1 }}>
          <table className="list trials" style={{ minWidth: checkWidth + grid.getTotalSize() }}>
            <colgroup>
              <col style={{ width: checkWidth }} />
              {headers.map((header) => (
                <col key={header.id} style={{ width: header.getSize() }} />
              ))}
              <col />
            </colgroup>
            <TableHead
              grid={grid}
              columns={columns}
              corner={<SelectAll shown={lines} selected={selected} onSelect={onSelect} />}
            />
            <tbody>
              {before > 0 && <tr style={{ height: before }} />}
              {items.map((item) => {
                const line = lines[item.index];
                if (line === undefined) return null;
                return (
                  <TrialRowView
                    key={line.id}
                    line={line}
                    columns={columns}
                    places={places}
                    isSelected={selected.has(line.number)}
                    isAtCursor={item.index === cursor}
                    onToggle={toggle}
                  />
                );
              })}
              {after > 0 && <tr style={{ height: after }} />}
              {lines.length === 0 && (
                <tr>
                  <td colSpan={columnCount} className="dim" style={{ textAlign: 'center', height: 60 }}>
                    {query.isFetching ? 'Looking…' : 'No trial matches.'}
                  </td>
                </tr>
              )}
            </tbody>
          </table>
        </div>
      )}
      <p className="trial-foot" role="status">
        {isChosen
          ? `${formatCount(total)} of ${formatCount(trialCount(sweep))} match`
          : `${formatCount(total)} ${total === 1 ? 'trial' : 'trials'}`}
        {selected.size > 0 && ` · ${selected.size} selected`}
        {selected.size > 0 && (
          <button type="button" className="btn small plain" onClick={() => onSelect([])}>
            Clear selection
          </button>
        )}
      </p>
    </section>
  );
}

function trialCount(sweep: SweepRow): number {
  return Object.values(sweep.counts).reduce((sum, count) => sum + count, 0);
}

function SelectAll(props: {
  shown: readonly TrialLine[];
  selected: ReadonlySet<number>;
  onSelect: (numbers: readonly number[]) => void;
}) {
  const all = props.shown.length > 0 && props.shown.every((trial) => props.selected.has(trial.number));
  const tooMany = props.shown.length > 100;
  return (
    <input
      type="checkbox"
      aria-label="Select all shown trials"
      title={tooMany ? 'Filter to 100 trials or fewer to select them all' : undefined}
      disabled={tooMany}
      checked={all}
      onChange={() => props.onSelect(all ? [] : props.shown.map((trial) => trial.number))}
    />
  );
}
