import { Link } from '@tanstack/react-router';
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
import type { Cell, TrialLine } from './trialLine.ts';

/** What a trial shows in a column. */
export function TrialCell(props: { line: TrialLine; column: ShownColumn; baseline: TrialLine | undefined }) {
  const { line, column } = props;
  const value = line.cells[column.id] ?? null;
  const number = value === null || !column.isNumeric ? undefined : fromWire(value as WireNumber);
  return (
    <>
      <Value line={line} column={column} value={value} isBaseline={props.baseline?.number === line.number} />
      {number !== undefined && props.baseline?.number !== line.number && (
        <Delta value={number} column={column} baseline={props.baseline} />
      )}
    </>
  );
}

function Value(props: { line: TrialLine; column: ShownColumn; value: Cell; isBaseline: boolean }) {
  const { line, value } = props;
  const { column } = props.column;
  if (column.kind === 'metric')
    return value === null ? <Nothing /> : <MetricValue value={fromWire(value as WireNumber)} />;
  if (column.kind !== 'field') return value === null ? <Nothing /> : formatScalar(value);
  switch (column.field) {
    case 'number':
      return <NumberCell line={line} isBaseline={props.isBaseline} />;
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
      return value === null ? <Nothing /> : formatMoment(String(value));
    case 'onFront':
      return value === true ? <OnFront /> : <Nothing />;
    default:
      return <Plain value={value} />;
  }
}

function Plain(props: { value: Cell }) {
  const { value } = props;
  if (value === null || value === '') return <Nothing />;
  return typeof value === 'number' ? formatCount(value) : <span title={String(value)}>{String(value)}</span>;
}

export function MetricValue(props: { value: number }) {
  if (Number.isFinite(props.value)) return formatNumber(props.value);
  return <span style={{ color: 'var(--bad)' }}>✕ {formatNumber(props.value)}</span>;
}

function Nothing() {
  return <span className="faint">–</span>;
}

function NumberCell(props: { line: TrialLine; isBaseline: boolean }) {
  const { id, number, cells } = props.line;
  return (
    <Link to="/trials/$trialId" params={{ trialId: String(id) }} className="nowrap" style={{ color: 'inherit' }}>
      <TrialSwatch number={number} />
      {formatTrialNumber(number)}
      {cells.onFront === true && <OnFront />}
      {props.isBaseline && (
        <span className="dim" title="What the others are compared with" style={{ marginLeft: 5 }}>
          Δ0
        </span>
      )}
    </Link>
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
