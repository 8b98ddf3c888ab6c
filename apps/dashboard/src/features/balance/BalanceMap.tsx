import type { SweepRow } from '@seesaw/shared/records';
import { useId } from 'react';
import { formatCount, formatNumber, formatScalar, formatTrialNumber } from '../../format/numbers.ts';
import { verdictLook } from '../../theme/verdicts.ts';
import { inkOn, viridis } from '../../theme/viridis.ts';
import { playsGame } from '../sweep/playsGame.ts';
import type { MappedTrial } from '../trials/mappedTrial.ts';
import { type Axis, axisOf, type BalanceCell, balanceCells, goodnessScale, noAxis } from './balanceCells.ts';
import { Hatches, hatchOf } from './Hatches.tsx';
import { axisTitle, isLogKnob, plannedValues } from './knobs.ts';
import { scoresInWords } from './scoresInWords.ts';

const top = 4;
/** Few cells are larger, so that a map fills its card; many are at least so high as two lines of text. */
const cellHeightOf = (rows: number) => Math.max(38, Math.min(120, 264 / Math.max(1, rows)));
const widestCell = 170;
/** Drawing units are about one pixel in the overview's card, so text keeps its size however many cells there are. */
const fullWidth = 420;
const unitsPerLetter = 5.8;
/** A cell of a large sweep holds thousands of trials: more than a sentence names, and than an address carries. */
const mostNamed = 24;
const mostSelected = 1000;

/** Two knobs against each other: colour is the objective (best bright), the glyph who wins. A cell selects its trials. */
export function BalanceMap(props: {
  sweep: SweepRow;
  trials: readonly MappedTrial[];
  x: string;
  /** Undefined when only one knob varies. */
  y: string | undefined;
  /** Scores that fix the colours when several maps stand together; else the cells' own. */
  scaleScores?: readonly number[];
  showKey: boolean;
  selected: ReadonlySet<number>;
  onSelect: (numbers: readonly number[]) => void;
}) {
  const { definition } = props.sweep;
  const hatchId = useId();
  const axisFor = (knob: string) =>
    axisOf(knob, props.trials, formatScalar, {
      planned: plannedValues(definition, knob),
      isLog: isLogKnob(definition, knob),
    });
  const xAxis = axisFor(props.x);
  const yAxis = props.y === undefined ? noAxis : axisFor(props.y);
  const cells = balanceCells(props.trials, xAxis, yAxis);
  const scores = props.scaleScores ?? cells.map((cell) => cell.score).filter((score) => score !== null);
  const goodness = goodnessScale(scores, definition.metric.goal);
  const scoreWords = scoresInWords(cells.map((cell) => cell.score).filter((score) => score !== null));
  const longest = Math.max(...yAxis.labels.map((label) => label.length));
  const left = 22 + Math.min(90, Math.max(14, longest * unitsPerLetter));
  const cellHeight = cellHeightOf(yAxis.labels.length);
  const cellWidth = Math.min(widestCell, (fullWidth - left) / Math.max(1, xAxis.labels.length));
  const bottom = top + yAxis.labels.length * cellHeight;
  const width = left + cellWidth * xAxis.labels.length;
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no fieldset
    <svg
      viewBox={`0 0 ${fullWidth} ${bottom + (props.showKey ? 52 : 32)}`}
      width="100%"
      style={{ maxHeight: 400, display: 'block' }}
      role="group"
      aria-label={`Balance map: ${props.x} across, ${props.y ?? 'nothing'} up, mean ${props.sweep.definition.metric.name}`}
    >
      <Hatches id={hatchId} />
      <AxisLabels
        axis={xAxis}
        yAxis={yAxis}
        cellWidth={cellWidth}
        cellHeight={cellHeight}
        bottom={bottom}
        left={left}
        width={width}
      />
      <EmptyPlaces
        columns={xAxis.labels.length}
        rows={yAxis.labels.length}
        cellWidth={cellWidth}
        cellHeight={cellHeight}
        left={left}
      />
      {cells.map((cell) => (
        <Cell
          key={`${cell.x} ${cell.y}`}
          cell={cell}
          score={scoreWords(cell.score)}
          label={`${props.x} ${xAxis.labels[cell.x] ?? ''} ${props.y ?? ''} ${yAxis.labels[cell.y] ?? ''}`.trim()}
          left={left + cell.x * cellWidth}
          top={top + (yAxis.labels.length - 1 - cell.y) * cellHeight}
          width={cellWidth - 3}
          height={cellHeight - 3}
          goodness={cell.score === null ? null : goodness(cell.score)}
          hatchId={hatchId}
          isJudged={playsGame(definition)}
          isSelected={cell.trials.some((trial) => props.selected.has(trial.number))}
          onSelect={() => props.onSelect(cell.trials.slice(0, mostSelected).map((trial) => trial.number))}
        />
      ))}
      {props.showKey && scores.length > 0 && (
        <ColourKey
          scores={scores}
          goal={definition.metric.goal}
          centre={Math.max((left + width) / 2, 110)}
          top={bottom + 40}
        />
      )}
    </svg>
  );
}

function Cell(props: {
  cell: BalanceCell;
  label: string;
  /** As it is written in the cell. */
  score: string;
  left: number;
  top: number;
  width: number;
  height: number;
  goodness: number | null;
  hatchId: string;
  /** A formula is no game that somebody could win. */
  isJudged: boolean;
  isSelected: boolean;
  onSelect: () => void;
}) {
  const { cell, goodness } = props;
  const look = verdictLook(cell.health);
  const ink = goodness === null ? 'var(--ink)' : inkOn(goodness);
  const verdict = props.isJudged ? `, ${look.label}` : '';
  const words = `${props.label}: ${formatNumber(cell.score)}${verdict}; ${trialsInWords(cell.trials)}`;
  const middle = props.left + props.width / 2;
  const centre = props.top + props.height / 2;
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
        height={props.height}
        rx="4"
        fill={goodness === null ? 'var(--soft)' : viridis(goodness)}
        stroke={props.isSelected ? 'var(--ink)' : 'none'}
        strokeWidth="2"
      />
      {hatchOf(cell.health) !== undefined && (
        <rect
          x={props.left}
          y={props.top}
          width={props.width}
          height={props.height}
          rx="4"
          fill={`url(#${props.hatchId}-${cell.health})`}
        />
      )}
      <text x={middle} y={centre + (props.isJudged ? -2 : 4)} textAnchor="middle" style={{ fill: ink, fontSize: 10.5 }}>
        {props.score}
      </text>
      <text
        x={middle}
        y={centre + 11.5}
        textAnchor="middle"
        style={{ fill: goodness === null ? look.colour : ink, fontSize: 11, fontWeight: 700 }}
      >
        {props.isJudged && look.glyph}
      </text>
    </g>
  );
}

function trialsInWords(trials: readonly MappedTrial[]): string {
  const named = trials.slice(0, mostNamed).map(({ number }) => formatTrialNumber(number));
  const rest = trials.length > mostNamed ? ` and ${formatCount(trials.length - mostNamed)} more` : '';
  const chosen = trials.length > mostSelected ? `, of which the first ${formatCount(mostSelected)} are selected` : '';
  return `trials ${named.join(', ')}${rest}${chosen}`;
}

/** Outlines of what is planned and has no trial yet. */
function EmptyPlaces(props: { columns: number; rows: number; cellWidth: number; cellHeight: number; left: number }) {
  const { cellHeight } = props;
  return Array.from({ length: props.columns * props.rows }, (_, place) => (
    <rect
      // biome-ignore lint/suspicious/noArrayIndexKey: a place of the map has no other identity
      key={place}
      x={props.left + (place % props.columns) * props.cellWidth + 0.5}
      y={top + Math.floor(place / props.columns) * cellHeight + 0.5}
      width={props.cellWidth - 4}
      height={cellHeight - 4}
      rx="4"
      fill="none"
      stroke="var(--line)"
      strokeDasharray="2 3"
    />
  ));
}

function AxisLabels(props: {
  axis: Axis;
  yAxis: Axis;
  cellWidth: number;
  cellHeight: number;
  bottom: number;
  left: number;
  width: number;
}) {
  const { axis, yAxis, cellWidth, cellHeight, bottom, left } = props;
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
          y={top + (yAxis.labels.length - 1 - i) * cellHeight + cellHeight / 2 + 2}
          textAnchor="end"
          style={style}
        >
          {label.length > 16 ? `${label.slice(0, 15)}…` : label}
        </text>
      ))}
      <text x={(left + props.width) / 2} y={bottom + 27} textAnchor="middle" style={style}>
        {axisTitle(axis.knob)}
      </text>
      {yAxis.labels.length * cellHeight > 80 && (
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
