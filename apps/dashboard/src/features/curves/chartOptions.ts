import uPlot from 'uplot';
import { formatNumber, formatStep } from '../../format/numbers.ts';
import type { Hover } from './ChartTooltip.tsx';
import type { ChartProps } from './CurveChart.tsx';
import { envelopePlugin, nonFinitePlugin } from './chartPlugins.ts';
import { cssColour } from './cssColour.ts';

const axisFont = '10.5px Inter, system-ui, sans-serif';

/** `current` gives the newest props, so that hooks never act on those of an older render. */
export function chartOptions(input: {
  readonly width: number;
  readonly current: () => ChartProps;
  readonly onHover: (hover: Hover | undefined) => void;
}): uPlot.Options {
  const { current } = input;
  const props = current();
  const lines = () => current().series.map((series) => ({ series, colour: current().lookOf(series).colour }));
  const ink = () => cssColour('var(--dim)');
  const grid = { stroke: () => cssColour('var(--line)'), width: 1 };
  return {
    width: input.width,
    height: props.height,
    padding: [6, 16, 0, 0],
    legend: { show: false },
    cursor: {
      sync: { key: props.syncKey, setSeries: false },
      drag: { x: true, y: false, setScale: false },
      points: { size: 6 },
      bind: {
        dblclick: () => () => {
          current().onZoom(undefined);
          return null;
        },
      },
    },
    scales: {
      x: {
        time: false,
        range: () => {
          const zoom = current().zoom;
          return zoom === undefined ? [0, Math.max(1, lastStep(current()))] : [zoom.from, zoom.to];
        },
      },
      y: props.isLog ? { distr: 3 } : { range: (_chart, min, max) => paddedRange(current(), min, max) },
    },
    axes: [
      {
        stroke: ink,
        font: axisFont,
        grid: { show: false },
        ticks: { show: false },
        size: 22,
        gap: 4,
        values: (_chart, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? formatStep(tick) : '')),
      },
      {
        stroke: ink,
        font: axisFont,
        grid,
        ticks: { show: false },
        size: 44,
        gap: 4,
        values: (_chart, ticks) => ticks.map((tick) => (tick === null ? '' : axisNumber(tick))),
      },
    ],
    series: [
      {},
      ...props.series.map((one): uPlot.Series => {
        const look = props.lookOf(one);
        return {
          label: look.label,
          stroke: () => cssColour(look.colour),
          width: 1.6,
          dash: [...look.dash],
          points: { show: one.steps.length < 3, fill: () => cssColour('var(--panel)') },
          spanGaps: false,
        };
      }),
    ],
    plugins: [envelopePlugin(lines, props.isLog), nonFinitePlugin(lines)],
    hooks: {
      setCursor: [(chart) => input.onHover(hoverOf(chart, current()))],
      setSelect: [
        (chart) => {
          if (chart.select.width < 4) return;
          const from = Math.max(0, Math.floor(chart.posToVal(chart.select.left, 'x')));
          const to = Math.ceil(chart.posToVal(chart.select.left + chart.select.width, 'x'));
          chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          if (to > from) current().onZoom({ from, to });
        },
      ],
    },
  };
}

/** Ticks of values that are not finite need a place as well. */
function lastStep(props: ChartProps): number {
  return Math.max(0, ...props.series.map((one) => Math.max(one.steps.at(-1) ?? 0, one.nonFiniteSteps.at(-1) ?? 0)));
}

/** Room for the envelope too, not only for the (smoothed) lines. */
function paddedRange(props: ChartProps, low: number | null, high: number | null): uPlot.Range.MinMax {
  let min = low ?? 0;
  let max = high ?? 1;
  for (const series of props.series) {
    series.steps.forEach((step, index) => {
      if (props.zoom !== undefined && (step < props.zoom.from || step > props.zoom.to)) return;
      min = Math.min(min, series.min[index] ?? min);
      max = Math.max(max, series.max[index] ?? max);
    });
  }
  return uPlot.rangeNum(min, max, 0.06, true);
}

function axisNumber(value: number): string {
  if (value === 0) return '0';
  return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e4 ? String(Number(value.toPrecision(4))) : formatNumber(value);
}

function hoverOf(chart: uPlot, props: ChartProps): Hover | undefined {
  const { idx, left, top } = chart.cursor;
  if (idx === null || idx === undefined || left === undefined || left < 0 || top === undefined) return undefined;
  const step = chart.data[0][idx];
  if (step === undefined) return undefined;
  const rows = props.series.flatMap((series, index) => {
    const value = nearest(chart.data[index + 1] ?? [], idx);
    const look = props.lookOf(series);
    return value === undefined ? [] : [{ key: `${series.trialId} ${series.metric}`, look, value }];
  });
  const pointer = top < 0 ? undefined : chart.posToVal(top, 'y');
  const distance = (value: number) => (pointer === undefined ? 0 : Math.abs(value - pointer));
  rows.sort((a, b) => distance(a.value) - distance(b.value));
  return {
    step,
    left: left + chart.bbox.left / devicePixelRatio,
    rows: rows.slice(0, 8),
    more: Math.max(0, rows.length - 8),
  };
}

/** The value at the cursor, or the nearest one to its left: lines of other trials may have their points elsewhere. */
function nearest(column: ArrayLike<number | null | undefined>, from: number): number | undefined {
  for (let i = from; i >= 0; i--) {
    const value = column[i];
    if (value === null) return undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}
