import type { Hyperparameter } from '@seesaw/shared/hyperparameter';
import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { Link } from '@tanstack/react-router';
import { columnVisibilityFeature, createColumnHelper, rowSortingFeature, tableFeatures } from '@tanstack/react-table';
import { formatCount, formatNumber, formatScalar, formatTrialNumber, fromWire } from '../../format/numbers.ts';
import { TrialState } from '../../parts/StateChip.tsx';
import { TrialSwatch } from '../../parts/TrialTag.tsx';
import { Verdict } from '../../parts/Verdict.tsx';
import { variedKnobs } from '../balance/knobs.ts';

export const trialTableFeatures = tableFeatures({ columnVisibilityFeature, rowSortingFeature });

const helper = createColumnHelper<typeof trialTableFeatures, TrialRow>();

/** Column ids are the API's sort keys. Default: what varies, the objective, health, state, step, attempt; then chosen ones. */
export function trialColumns(input: {
  sweep: SweepRow;
  hyperparameters: readonly Hyperparameter[];
  /** Extra columns: `point.x` style names of fixed settings are not offered, metrics are `metric.<name>`. */
  extra: readonly string[];
}) {
  const { sweep, extra } = input;
  const { metric, metrics = [] } = sweep.definition;
  const unitOf = (name: string) => input.hyperparameters.find((one) => one.name === name)?.unit ?? '';
  return helper.columns([
    helper.accessor('number', {
      id: 'number',
      header: '#',
      meta: { align: 'left' },
      cell: ({ row }) => (
        <Link
          to="/trials/$trialId"
          params={{ trialId: String(row.original.id) }}
          className="nowrap"
          style={{ color: 'inherit' }}
        >
          <TrialSwatch number={row.original.number} />
          {formatTrialNumber(row.original.number)}
          {row.original.onFront && <OnFront />}
        </Link>
      ),
    }),
    helper.accessor('health', {
      id: 'health',
      header: 'health',
      meta: { align: 'left' },
      cell: ({ row }) => <Verdict health={row.original.health} title={row.original.healthEvidence} />,
    }),
    helper.accessor('state', {
      id: 'state',
      header: 'state',
      meta: { align: 'left' },
      cell: ({ row }) => <StateCell trial={row.original} />,
    }),
    helper.accessor('score', {
      id: 'score',
      header: metric.name,
      meta: { align: 'right', strong: true },
      cell: ({ getValue }) => formatNumber(getValue()),
    }),
    ...metrics.slice(1).map(({ name }) => metricColumn(name, { strong: true })),
    ...variedKnobs(sweep.definition).map((name) =>
      helper.accessor((trial) => trial.point[name], {
        id: `point.${name}`,
        header: name,
        meta: { align: isNumeric(sweep, name) ? 'right' : 'left', unit: unitOf(name) },
        cell: ({ getValue }) => formatScalar(getValue()),
      }),
    ),
    helper.accessor('attempt', {
      id: 'attempt',
      header: 'attempt',
      meta: { align: 'right' },
      cell: ({ getValue }) => (getValue() > 1 ? <b>{getValue()}</b> : getValue()),
    }),
    helper.accessor('step', {
      id: 'step',
      header: 'step',
      meta: { align: 'right' },
      cell: ({ row }) => <StepCell trial={row.original} />,
    }),
    ...extra.filter((name) => !metrics.some((one) => one.name === name)).map((name) => metricColumn(name)),
  ]);
}

function metricColumn(name: string, meta: { strong?: boolean } = {}) {
  return helper.accessor((trial) => trial.metrics[name]?.last, {
    id: `metric.${name}`,
    header: name,
    meta: { align: 'right', ...meta },
    cell: ({ getValue }) => {
      const value = getValue();
      return value === undefined ? <span className="faint">–</span> : <MetricValue value={fromWire(value)} />;
    },
  });
}

export function MetricValue(props: { value: number }) {
  if (Number.isFinite(props.value)) return formatNumber(props.value);
  return <span style={{ color: 'var(--bad)' }}>✕ {formatNumber(props.value)}</span>;
}

function OnFront() {
  return (
    <span title="on the Pareto front" style={{ color: 'var(--ok)', marginLeft: 6 }}>
      ◆<span className="visually-hidden">on the Pareto front</span>
    </span>
  );
}

function StateCell(props: { trial: TrialRow }) {
  const { trial } = props;
  return (
    <>
      <TrialState state={trial.state} />
      {trial.lastError !== null && (
        <span title={trial.lastError} style={{ color: 'var(--bad)', marginLeft: 6 }}>
          !<span className="visually-hidden">{trial.lastError}</span>
        </span>
      )}
    </>
  );
}

function StepCell(props: { trial: TrialRow }) {
  const { trial } = props;
  const replaying = trial.state === 'running' && trial.step < trial.maxStep;
  return (
    <span
      title={
        replaying ? `replaying; had reached ${formatCount(trial.maxStep)}` : `of ${formatCount(trial.config.steps)}`
      }
    >
      {replaying && <span className="dim">↻ </span>}
      {formatCount(trial.step)}
    </span>
  );
}

function isNumeric(sweep: SweepRow, name: string): boolean {
  const dimension = sweep.definition.space.find((one) => one.name === name)?.dimension;
  return dimension?.kind !== 'choice' || dimension.values.every((value) => typeof value === 'number');
}
