import type { Objective } from '@seesaw/shared/objective';
import type { SweepRow } from '@seesaw/shared/records';
import { Link } from '@tanstack/react-router';
import { formatNumber, formatScalar, formatTrialNumber } from '../../format/numbers.ts';
import type { MappedTrial } from '../trials/mappedTrial.ts';
import { frontLine, type PlotScale, type PlottedTrial, plotScale, plottedTrials } from './frontPlot.ts';

const width = 900;
const height = 320;
const left = 64;
const right = 16;
const top = 10;
const bottom = height - 42;
const label = { fill: 'var(--dim)', fontSize: 11 };

/** Two objectives against each other: every result a dot, those on the Pareto front large and joined. A dot opens its trial. */
export function FrontPlot(props: {
  sweep: SweepRow;
  trials: readonly MappedTrial[];
  x: Objective;
  y: Objective;
  selected: ReadonlySet<number>;
}) {
  const { x, y, selected } = props;
  const plotted = plottedTrials(props.trials, x, y);
  const across = plotScale(
    plotted.map((one) => one.x),
    [left, width - right],
    8,
  );
  const up = plotScale(
    plotted.map((one) => one.y),
    [bottom, top],
    5,
  );
  const front = frontLine(plotted);
  // With more than two objectives the front is no line.
  const joined = (props.sweep.definition.metrics?.length ?? 0) === 2;
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no fieldset
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width="100%"
      style={{ display: 'block' }}
      role="group"
      aria-label={`${x.name} across, ${y.name} up; ${front.length} of ${plotted.length} results on the Pareto front`}
    >
      <Axes across={across} up={up} x={x} y={y} />
      {joined && (
        <polyline
          points={front.map((one) => `${across.at(one.x)},${up.at(one.y)}`).join(' ')}
          fill="none"
          stroke="var(--ok-mark)"
          strokeWidth="1.5"
          strokeOpacity="0.55"
        />
      )}
      {[...plotted.filter(({ trial }) => !trial.onFront), ...front].map((one) => (
        <Dot
          key={one.trial.id}
          one={one}
          cx={across.at(one.x)}
          cy={up.at(one.y)}
          x={x}
          y={y}
          isSelected={selected.has(one.trial.number)}
        />
      ))}
    </svg>
  );
}

function Dot(props: { one: PlottedTrial; cx: number; cy: number; x: Objective; y: Objective; isSelected: boolean }) {
  const { trial, x, y } = props.one;
  const words = `Trial ${formatTrialNumber(trial.number)}${trial.onFront ? ', on the front' : ''}: ${props.x.name} ${formatNumber(x)}, ${props.y.name} ${formatNumber(y)}`;
  return (
    <Link
      to="/trials/$trialId"
      params={{ trialId: String(trial.id) }}
      aria-label={words}
      // The front is enough to walk through with the keyboard; the table has the others.
      tabIndex={trial.onFront ? 0 : -1}
    >
      <circle
        cx={props.cx}
        cy={props.cy}
        r={trial.onFront ? 5 : 3.5}
        fill={trial.onFront ? 'var(--ok-mark)' : 'var(--faint)'}
        fillOpacity={trial.onFront ? 1 : 0.6}
        stroke={props.isSelected ? 'var(--ink)' : 'none'}
        strokeWidth="2"
      >
        <title>{words}</title>
      </circle>
    </Link>
  );
}

function Axes(props: { across: PlotScale; up: PlotScale; x: Objective; y: Objective }) {
  const { across, up } = props;
  const arrow = ({ name, goal }: Objective, low: string, high: string) => `${name} ${goal === 'minimize' ? low : high}`;
  return (
    <>
      {up.ticks.map((tick) => (
        <g key={tick}>
          <line x1={left} x2={width - right} y1={up.at(tick)} y2={up.at(tick)} stroke="var(--line)" />
          <text x={left - 8} y={up.at(tick) + 4} textAnchor="end" style={label}>
            {formatScalar(tick)}
          </text>
        </g>
      ))}
      {across.ticks.map((tick) => (
        <text key={tick} x={across.at(tick)} y={bottom + 16} textAnchor="middle" style={label}>
          {formatScalar(tick)}
        </text>
      ))}
      <line x1={left} x2={width - right} y1={bottom} y2={bottom} stroke="var(--line)" />
      <text x={(left + width - right) / 2} y={height - 6} textAnchor="middle" style={label}>
        {arrow(props.x, '(better to the left)', '(better to the right)')}
      </text>
      <text transform={`translate(14,${(top + bottom) / 2}) rotate(-90)`} textAnchor="middle" style={label}>
        {arrow(props.y, '(better below)', '(better above)')}
      </text>
    </>
  );
}
