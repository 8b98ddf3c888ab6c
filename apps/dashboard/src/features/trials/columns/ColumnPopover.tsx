import { Popover } from '@mantine/core';
import type { SweepRow } from '@seesaw/shared/records';
import { type MetricAggregate, metricAggregates } from '@seesaw/shared/trialColumn';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useMemo, useState } from 'react';
import { metricNamesQuery } from '../../../api/sweepQueries.ts';
import { catalogQuery } from '../../../api/systemQueries.ts';
import { aggregatesOf, columnChoices, withAggregate } from './columnChoices.ts';
import { MoveButton } from './MoveButton.tsx';
import type { ShownColumn } from './shownColumn.ts';
import { moved, type TableLayout } from './tableLayout.ts';
import type { LayoutState } from './useTableLayout.ts';
import './columnPanel.css';

export function ColumnPopover(props: {
  sweep: SweepRow;
  columns: readonly ShownColumn[];
  state: LayoutState;
  button: ReactElement;
  defaultOpened: boolean;
}) {
  const { sweep, state } = props;
  const { layout, change } = state;
  const shown = props.columns.filter(({ id }) => id !== 'number');
  return (
    <Popover position="bottom-end" width={360} trapFocus shadow="none" defaultOpened={props.defaultOpened}>
      <Popover.Target>{props.button}</Popover.Target>
      <Popover.Dropdown className="column-panel" aria-label="Columns of the table">
        <header>
          <b>{shown.length} shown</b>
          <button type="button" className="btn small" disabled={state.isUsual} onClick={state.reset}>
            Reset
          </button>
        </header>
        <ul>
          {shown.map((column, place) => (
            <ShownRow
              key={column.id}
              column={column}
              place={place}
              layout={layout}
              onChange={change}
              isFirst={column.id === firstOf(layout, column)}
              isLast={column.id === lastOf(layout, column)}
            />
          ))}
        </ul>
        <More sweep={sweep} layout={layout} onAdd={(id) => change({ columns: [...layout.columns, id] })} />
      </Popover.Dropdown>
    </Popover>
  );
}

function ShownRow(props: {
  column: ShownColumn;
  layout: TableLayout;
  place: number;
  isFirst: boolean;
  isLast: boolean;
  onChange: LayoutState['change'];
}) {
  const { column, layout, onChange } = props;
  const { id, label } = column;
  const isPinned = layout.pinned.includes(id);
  const move = (by: -1 | 1) =>
    onChange(isPinned ? { pinned: moved(layout.pinned, id, by) } : { columns: movedAmongFree(layout, id, by) });
  const without = (ids: readonly string[]) => ids.filter((one) => one !== id);
  const replace = (aggregate: MetricAggregate) => {
    const next = withAggregate(column, aggregate);
    const swap = (ids: readonly string[]) => [...new Set(ids.map((one) => (one === id ? next : one)))];
    onChange({ columns: swap(layout.columns), pinned: swap(layout.pinned) });
  };
  return (
    <li>
      <span className="grow" title={label}>
        {label}
      </span>
      {column.column.kind === 'metric' && (
        <select
          className="field"
          aria-label={`What is shown of ${label}`}
          value={column.column.aggregate}
          onChange={(event) => {
            const aggregate = metricAggregates.find((known) => known === event.target.value);
            if (aggregate !== undefined) replace(aggregate);
          }}
        >
          {aggregatesOf(column).map((aggregate) => (
            <option key={aggregate}>{aggregate}</option>
          ))}
        </select>
      )}
      <MoveButton label={label} by={-1} place={props.place} isEnd={props.isFirst} onMove={move} />
      <MoveButton label={label} by={1} place={props.place} isEnd={props.isLast} onMove={move} />
      <button
        type="button"
        className="btn small"
        aria-pressed={isPinned}
        aria-label={`Keep ${label} in view`}
        title="Stays in view while the others scroll"
        onClick={() => onChange({ pinned: isPinned ? without(layout.pinned) : [...layout.pinned, id] })}
      >
        pin
      </button>
      <button
        type="button"
        className="btn small plain"
        aria-label={`Hide ${label}`}
        onClick={() => onChange({ columns: without(layout.columns), pinned: without(layout.pinned) })}
      >
        ✕
      </button>
    </li>
  );
}

function More(props: { sweep: SweepRow; layout: TableLayout; onAdd: (id: string) => void }) {
  const { sweep, layout } = props;
  const [wanted, setWanted] = useState('');
  const metrics = useQuery(metricNamesQuery(sweep.id)).data;
  const recipe = useQuery(catalogQuery).data?.recipes.find((one) => one.name === sweep.definition.recipe);
  const groups = useMemo(
    () => columnChoices(sweep.definition, { metrics: metrics ?? [], recipe }),
    [sweep.definition, metrics, recipe],
  );
  const found = groups
    .map(({ title, columns }) => ({
      title,
      columns: columns.filter(
        ({ id, label }) => !layout.columns.includes(id) && label.toLowerCase().includes(wanted.trim().toLowerCase()),
      ),
    }))
    .filter(({ columns }) => columns.length > 0);
  return (
    <>
      <input
        type="search"
        className="field"
        placeholder="Add a column: name of a setting, metric…"
        aria-label="Find a column to add"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      <div className="choices">
        {found.map(({ title, columns }) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            {columns.map(({ id, label }) => (
              <button key={id} type="button" className="btn small" onClick={() => props.onAdd(id)}>
                + {label}
              </button>
            ))}
          </section>
        ))}
        {found.length === 0 && <p className="dim">No other column has this in its name.</p>}
      </div>
    </>
  );
}

function groupOf({ columns, pinned }: TableLayout, { id }: ShownColumn): readonly string[] {
  return pinned.includes(id) ? pinned : columns.filter((one) => !pinned.includes(one));
}

function firstOf(layout: TableLayout, column: ShownColumn): string | undefined {
  return groupOf(layout, column)[0];
}

function lastOf(layout: TableLayout, column: ShownColumn): string | undefined {
  return groupOf(layout, column).at(-1);
}

/** Pinned columns keep their places in the list, where they are not shown. */
function movedAmongFree({ columns, pinned }: TableLayout, id: string, by: -1 | 1): string[] {
  const free = moved(
    columns.filter((one) => !pinned.includes(one)),
    id,
    by,
  );
  return [...pinned, ...free];
}
