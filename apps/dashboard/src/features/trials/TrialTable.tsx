import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { catalogQuery, trialPagesQuery } from '../../api/queries.ts';
import { formatCount } from '../../format/numbers.ts';
import { Empty, Failure, Skeleton } from '../../parts/Async.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { useRowCursor } from '../../shell/useRowCursor.ts';
import { parseWords, printList, useUrlState } from '../../urlState.ts';
import { ColumnMenu } from './ColumnMenu.tsx';
import { StateFilter } from './StateFilter.tsx';
import { trialColumns, trialTableFeatures } from './trialColumns.tsx';
import { trialFilter } from './trialFilter.ts';
import './trialTable.css';

const rowHeight = 31;
const noTrials: TrialRow[] = [];

/** Every trial of a sweep: sorted and paged by the server, drawn only where visible, selected with a click or `x`. */
export function TrialTable(props: {
  sweep: SweepRow;
  selected: ReadonlySet<number>;
  onSelect: (numbers: readonly number[]) => void;
}) {
  const { sweep, selected } = props;
  const [search, setSearch] = useUrlState();
  const navigate = useNavigate();
  const filterInput = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const catalog = useQuery(catalogQuery);
  const listing = listingOf(search.sort, search.state, sweep);
  const query = useInfiniteQuery(trialPagesQuery(sweep.id, listing));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;

  const loaded = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? noTrials, [query.data]);
  const text = search.q ?? '';
  const data = useMemo(() => (text === '' ? loaded : loaded.filter(trialFilter(text))), [loaded, text]);
  const total = query.data?.pages[0]?.total ?? 0;

  const recipe = catalog.data?.recipes.find((one) => one.name === sweep.definition.recipe);
  const extraText = search.cols ?? '';
  const columns = useMemo(
    () => trialColumns({ sweep, hyperparameters: recipe?.hyperparameters ?? [], extra: parseWords(extraText) }),
    [sweep, recipe, extraText],
  );
  const table = useTable({
    features: trialTableFeatures,
    data,
    columns,
    getRowId: (trial) => String(trial.id),
    manualSorting: true,
    enableSortingRemoval: false,
    state: { sorting: [{ id: listing.sort, desc: listing.order === 'desc' }] },
    onSortingChange: (change) => {
      const [first] =
        typeof change === 'function' ? change([{ id: listing.sort, desc: listing.order === 'desc' }]) : change;
      if (first !== undefined) setSearch({ sort: (first.desc ? '-' : '') + first.id });
    },
  });
  const { rows } = table.getRowModel();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const lastVisible = items.at(-1)?.index ?? 0;

  // A filter looks at what is loaded, so it keeps loading until it has seen everything.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastVisible >= rows.length - 40) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastVisible, rows.length]);

  const toggle = (number: number) =>
    props.onSelect(selected.has(number) ? [...selected].filter((one) => one !== number) : [...selected, number]);
  const cursor = useRowCursor({
    count: data.length,
    onOpen: (index) => {
      const trial = data[index];
      if (trial !== undefined) void navigate({ to: '/trials/$trialId', params: { trialId: String(trial.id) } });
    },
    onSelect: (index) => {
      const trial = data[index];
      if (trial !== undefined) toggle(trial.number);
    },
    onMove: (index) => virtualizer.scrollToIndex(index),
  });
  useKeys([['/', () => filterInput.current?.focus()]]);

  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  const columnCount = table.getAllLeafColumns().length + 1;

  return (
    <section className="card" aria-label="Trials">
      <div className="trial-filter">
        <input
          ref={filterInput}
          type="search"
          className="field mono"
          placeholder="Filter: hinge lr_ratio>=3 health!=diverged   ( / )"
          aria-label="Filter trials"
          value={text}
          onChange={(event) => setSearch({ q: event.target.value })}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        />
        <StateFilter
          sweep={sweep}
          states={listing.states}
          onChange={(states) => setSearch({ state: printList(states) })}
        />
        <ColumnMenu
          sweepId={sweep.id}
          objective={sweep.definition.metric.name}
          extra={parseWords(extraText)}
          onChange={(names) => setSearch({ cols: printList(names) })}
        />
      </div>
      {query.data === undefined ? (
        query.error === null ? (
          <Skeleton height={200} />
        ) : (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        )
      ) : total === 0 && listing.states.length === 0 ? (
        <Empty title="No trial yet.">The first ones appear as soon as the search has suggested them.</Empty>
      ) : (
        <div ref={scroller} className="trial-scroll" style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
          <table className="list trials">
            <thead>
              {table.getHeaderGroups().map((group) => (
                <tr key={group.id}>
                  <th style={{ width: 30 }}>
                    <SelectAll shown={data} selected={selected} onSelect={props.onSelect} />
                  </th>
                  {group.headers.map((header) => (
                    <HeaderCell
                      key={header.id}
                      label={<table.FlexRender header={header} />}
                      meta={header.column.columnDef.meta as ColumnMeta | undefined}
                      sorted={header.column.getIsSorted()}
                      onSort={() => header.column.toggleSorting()}
                    />
                  ))}
                </tr>
              ))}
            </thead>
            <tbody>
              {before > 0 && <tr style={{ height: before }} />}
              {items.map((item) => {
                const row = rows[item.index];
                if (row === undefined) return null;
                const { number } = row.original;
                return (
                  <tr
                    key={row.id}
                    className={`${selected.has(number) ? 'sel' : ''} ${item.index === cursor ? 'cursor' : ''}`}
                    aria-selected={selected.has(number)}
                  >
                    <td>
                      <input
                        type="checkbox"
                        aria-label={`Select trial ${number}`}
                        checked={selected.has(number)}
                        onChange={() => toggle(number)}
                      />
                    </td>
                    {row.getVisibleCells().map((cell) => {
                      const meta = cell.column.columnDef.meta as ColumnMeta | undefined;
                      return (
                        <td
                          key={cell.id}
                          className={`${meta?.align === 'right' ? 'num' : ''} ${meta?.strong ? 'strong' : ''}`}
                        >
                          <table.FlexRender cell={cell} />
                        </td>
                      );
                    })}
                  </tr>
                );
              })}
              {after > 0 && <tr style={{ height: after }} />}
              {data.length === 0 && (
                <tr>
                  <td colSpan={columnCount} className="dim" style={{ textAlign: 'center', height: 60 }}>
                    {isFetchingNextPage ? 'Looking…' : 'No trial matches.'}
                  </td>
                </tr>
              )}
            </tbody>
          </table>
        </div>
      )}
      <p className="trial-foot">
        {text === '' ? '' : `${formatCount(data.length)} match of `}
        {hasNextPage ? `${formatCount(loaded.length)} loaded of ` : ''}
        {formatCount(total)} {total === 1 ? 'trial' : 'trials'}
        {selected.size > 0 && ` · ${selected.size} selected`}
        {selected.size > 0 && (
          <button type="button" className="btn small plain" onClick={() => props.onSelect([])}>
            Clear selection
          </button>
        )}
      </p>
    </section>
  );
}

interface ColumnMeta {
  readonly align?: 'left' | 'right';
  readonly unit?: string;
  readonly strong?: boolean;
}

function HeaderCell(props: {
  label: React.ReactNode;
  meta: ColumnMeta | undefined;
  sorted: false | 'asc' | 'desc';
  onSort: () => void;
}) {
  const { meta, sorted } = props;
  return (
    <th
      className={meta?.align === 'right' ? 'num' : ''}
      aria-sort={sorted === false ? 'none' : sorted === 'asc' ? 'ascending' : 'descending'}
    >
      <button type="button" className="sort" onClick={props.onSort}>
        {props.label}
        {meta?.unit !== undefined && meta.unit !== '' && <span className="faint"> {meta.unit}</span>}
        <span aria-hidden="true">{sorted === 'asc' ? ' ↑' : sorted === 'desc' ? ' ↓' : ''}</span>
      </button>
    </th>
  );
}

function SelectAll(props: {
  shown: readonly TrialRow[];
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

/** `-score` sorts downwards. Without a choice: best first. */
function listingOf(sort: string | undefined, states: string | undefined, sweep: SweepRow) {
  const fallback = sweep.definition.metric.goal === 'minimize' ? 'score' : '-score';
  const chosen = sort ?? fallback;
  return {
    sort: chosen.replace(/^-/, ''),
    order: chosen.startsWith('-') ? ('desc' as const) : ('asc' as const),
    states: parseWords(states),
  };
}
