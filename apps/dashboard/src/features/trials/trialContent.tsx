import type { MouseEvent, ReactNode } from 'react';
import {
  formatCount,
  formatNumber,
  formatScalar,
  formatTrialNumber,
  fromWire,
  type WireNumber,
} from '../../format/numbers.ts';
import { formatMoment } from '../../format/time.ts';
import { TrialState } from '../../parts/StateChip.tsx';
import { TrialSwatch } from '../../parts/TrialTag.tsx';
import { Verdict } from '../../parts/Verdict.tsx';
import { Delta } from './baseline/Delta.tsx';
import type { ShownColumn } from './columns/shownColumn.ts';
import { MetricValue } from './MetricValue.tsx';
import type { Cell, TrialLine } from './trialLine.ts';

interface CellOfTrial {
  readonly line: TrialLine;
  readonly column: ShownColumn;
  readonly baseline: TrialLine | undefined;
  readonly onOpen: (line: TrialLine, event: MouseEvent) => void;
}

/**
 * What a trial shows in a column. Called, not mounted: most cells are a text, and a component around each would be most of what
 * scrolling costs.
 */
export function trialContent(cell: CellOfTrial): ReactNode {
  const { line, column, baseline } = cell;
  const value = line.cells[column.id] ?? null;
  const content = contentOf(cell, value);
  if (value === null || !column.isNumeric || baseline === undefined || baseline.number === line.number) return content;
  return (
    <>
      {content}
      <Delta value={fromWire(value as WireNumber)} column={column} baseline={baseline} />
    </>
  );
}

function contentOf(cell: CellOfTrial, value: Cell): ReactNode {
  const { line } = cell;
  const { column } = cell.column;
  if (column.kind === 'metric') return value === null ? nothing : metricContent(fromWire(value as WireNumber));
  if (column.kind !== 'field') return value === null ? nothing : formatScalar(value);
  switch (column.field) {
    case 'number':
      return <NumberCell {...cell} />;
    case 'health':
      return <Verdict health={String(value)} title={String(line.cells.healthEvidence ?? '')} />;
    case 'state':
      return <StateCell line={line} />;
    case 'score':
      return formatNumber(value as number | null);
    case 'step':
      return <StepCell line={line} />;
    case 'attempt':
      return Number(value) > 1 ? <b>{value}</b> : value;
    case 'createdAt':
    case 'startedAt':
    case 'endedAt':
      return value === null ? nothing : formatMoment(String(value));
    case 'onFront':
      return value === true ? <OnFront /> : nothing;
    default:
      return plainContent(value);
  }
}

const nothing = <span className="faint">–</span>;

function metricContent(value: number): ReactNode {
  return Number.isFinite(value) ? formatNumber(value) : <MetricValue value={value} />;
}

function plainContent(value: Cell): ReactNode {
  if (value === null || value === '') return nothing;
  return typeof value === 'number' ? formatCount(value) : <span title={String(value)}>{String(value)}</span>;
}

/** An anchor and not the router's link, which listens to the address in every row. */
function NumberCell({ line, baseline, onOpen }: CellOfTrial) {
  const { id, number, cells } = line;
  return (
    <a href={`/trials/${id}`} className="nowrap" onClick={(event) => onOpen(line, event)}>
      <TrialSwatch number={number} />
      {formatTrialNumber(number)}
      {cells.onFront === true && <OnFront />}
      {baseline?.number === number && (
        <span className="dim" title="What the others are compared with" style={{ marginLeft: 5 }}>
          Δ0
        </span>
      )}
    </a>
  );
}

function OnFront() {
  return (
    <span title="on the Pareto front" style={{ color: 'var(--ok)', marginLeft: 6 }}>
      ◆<span className="visually-hidden">on the Pareto front</span>
    </span>
  );
}

function StateCell(props: { line: TrialLine }) {
  const { state, lastError } = props.line.cells;
  return (
    <>
      <TrialState state={String(state)} />
      {typeof lastError === 'string' && (
        <span title={lastError} style={{ color: 'var(--bad)', marginLeft: 6 }}>
          !<span className="visually-hidden">{lastError}</span>
        </span>
      )}
    </>
  );
}

function StepCell(props: { line: TrialLine }) {
  const { state, step, maxStep, 'config.steps': steps } = props.line.cells;
  const replaying = state === 'running' && Number(step) < Number(maxStep);
  return (
    <span
      title={replaying ? `replaying; had reached ${formatCount(Number(maxStep))}` : `of ${formatCount(Number(steps))}`}
    >
      {replaying && <span className="dim">↻ </span>}
      {formatCount(Number(step))}
    </span>
  );
}
