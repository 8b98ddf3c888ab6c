import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { formatNumber, formatScalar, formatTrialNumber } from '../../format/numbers.ts';
import { verdictLook } from '../../theme/verdicts.ts';
import { inkOn, viridis } from '../../theme/viridis.ts';
import { type Axis, axisOf, type BalanceCell, balanceCells, goodnessScale, noAxis } from './balanceCells.ts';
import { axisTitle } from './knobs.ts';

const left = 40;
const top = 4;
const cellHeight = 38;
const plotWidth = 376;

/** Two knobs against each other: colour is the objective (best bright), the glyph who wins. A cell selects its trials. */
export function BalanceMap(props: {
  sweep: SweepRow;
  trials: readonly TrialRow[];
  x: string;
  /** Undefined when only one knob varies. */
  y: string | undefined;
  selected: ReadonlySet<number>;
  onSelect: (numbers: readonly number[]) => void;
}) {
  const { goal } = props.sweep.definition.metric;
  const xAxis = axisOf(props.x, props.trials, formatScalar);
  const yAxis = props.y === undefined ? noAxis : axisOf(props.y, props.trials, formatScalar);
  const cells = balanceCells(props.trials, xAxis, yAxis);
  const scores = cells.map((cell) => cell.score).filter((score) => score !== null);
  const goodness = goodnessScale(scores, goal);
  const cellWidth = Math.min(96, plotWidth / Math.max(1, xAxis.labels.length));
  const bottom = top + yAxis.labels.length * cellHeight;
  const width = left + cellWidth * xAxis.labels.length;
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no fieldset
    <svg
      viewBox={`0 0 ${Math.max(width + 4, 240)} ${bottom + 52}`}
      width="100%"
      style={{ maxHeight: 360, display: 'block' }}
      role="group"
      aria-label={`Balance map: ${props.x} across, ${props.y ?? 'nothing'} up, mean ${props.sweep.definition.metric.name}`}
    >
      <AxisLabels axis={xAxis} yAxis={yAxis} cellWidth={cellWidth} bottom={bottom} width={width} />
      {cells.map((cell) => (
        <Cell
          key={`${cell.x} ${cell.y}`}
          cell={cell}
          label={`${props.x} ${xAxis.labels[cell.x] ?? ''} ${props.y ?? ''} ${yAxis.labels[cell.y] ?? ''}`.trim()}
          left={left + cell.x * cellWidth}
          top={top + (yAxis.labels.length - 1 - cell.y) * cellHeight}
          width={cellWidth - 3}
          goodness={cell.score === null ? null : goodness(cell.score)}
          isSelected={cell.trials.some((trial) => props.selected.has(trial.number))}
          onSelect={() => props.onSelect(cell.trials.map((trial) => trial.number))}
        />
      ))}
      {scores.length > 0 && (
        <ColourKey scores={scores} goal={goal} centre={Math.max(width + 4, 240) / 2} top={bottom + 40} />
      )}
    </svg>
  );
}

function Cell(props: {
  cell: BalanceCell;
  label: string;
  left: number;
  top: number;
  width: number;
  goodness: number | null;
  isSelected: boolean;
  onSelect: () => void;
}) {
  const { cell, goodness } = props;
  const look = verdictLook(cell.health);
  const ink = goodness === null ? 'var(--ink)' : inkOn(goodness);
  const numbers = cell.trials.map((trial) => formatTrialNumber(trial.number)).join(', ');
  const words = `${props.label}: ${formatNumber(cell.score)}, ${look.label}; trials ${numbers}`;
  const middle = props.left + props.width / 2;
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button
    <g
      role="button"
      tabIndex={0}
      aria-label={`Select ${words}`}
      aria-pressed={props.isSelected}
      onClick={props.onSelect}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        event.stopPropagation();
        props.onSelect();
      }}
      style={{ cursor: 'pointer' }}
    >
      <title>{words}</title>
      <rect
        x={props.left}
        y={props.top}
        width={props.width}
        height={cellHeight - 3}
        rx="4"
        fill={goodness === null ? 'var(--soft)' : viridis(goodness)}
        stroke={props.isSelected ? 'var(--ink)' : 'none'}
        strokeWidth="2"
      />
      <text x={middle} y={props.top + 15.5} textAnchor="middle" style={{ fill: ink, fontSize: 10.5 }}>
        {formatNumber(cell.score)}
      </text>
      <text
        x={middle}
        y={props.top + 29}
        textAnchor="middle"
        style={{ fill: goodness === null ? look.colour : ink, fontSize: 11, fontWeight: 700 }}
      >
        {look.glyph}
      </text>
    </g>
  );
}

function AxisLabels(props: { axis: Axis; yAxis: Axis; cellWidth: number; bottom: number; width: number }) {
  const { axis, yAxis, cellWidth, bottom } = props;
  const style = { fill: 'var(--dim)', fontSize: 10.5 };
  const middleY = top + (yAxis.labels.length * cellHeight) / 2;
  return (
    <>
      {axis.labels.map((label, i) => (
        <text key={label} x={left + i * cellWidth + cellWidth / 2} y={bottom + 12} textAnchor="middle" style={style}>
          {label}
        </text>
      ))}
      {yAxis.labels.map((label, i) => (
        <text
          key={label}
          x={left - 7}
          y={top + (yAxis.labels.length - 1 - i) * cellHeight + 21}
          textAnchor="end"
          style={{ ...style, fontSize: label.length > 5 ? 8.5 : 10.5 }}
        >
          {label.length > 9 ? `${label.slice(0, 8)}…` : label}
        </text>
      ))}
      <text x={(left + props.width) / 2} y={bottom + 27} textAnchor="middle" style={style}>
        {axisTitle(axis.knob)}
      </text>
      {yAxis.labels.length > 2 && (
        <text transform={`translate(8,${middleY}) rotate(-90)`} textAnchor="middle" style={style}>
          {axisTitle(yAxis.knob)}
        </text>
      )}
    </>
  );
}

function ColourKey(props: { scores: readonly number[]; goal: 'minimize' | 'maximize'; centre: number; top: number }) {
  const low = Math.min(...props.scores);
  const high = Math.max(...props.scores);
  const [best, worst] = props.goal === 'minimize' ? [low, high] : [high, low];
  const style = { fill: 'var(--dim)', fontSize: 10.5 };
  return (
    <g>
      {Array.from({ length: 60 }, (_, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sixty bars of a colour key
        <rect key={k} x={props.centre - 60 + k * 2} y={props.top} width="2.3" height="7" fill={viridis(1 - k / 59)} />
      ))}
      <text x={props.centre - 66} y={props.top + 7} textAnchor="end" style={style}>
        {formatNumber(best)}
      </text>
      <text x={props.centre + 66} y={props.top + 7} style={style}>
        {formatNumber(worst)}
      </text>
    </g>
  );
}
