import type uPlot from 'uplot';
import { formatNumber } from '../../format/numbers.ts';
import { cssColour } from './cssColour.ts';
import { formatX, isTime, timeSteps, type XKind } from './curveX.ts';

const axisFont = '10.5px Inter, system-ui, sans-serif';

/** What stays the same for the life of a chart; ranges are asked for anew with every drawing. */
export interface ChartFrame {
  readonly width: number;
  readonly height: number;
  readonly kind: XKind;
  readonly isLog: boolean;
  readonly isLogX: boolean;
  readonly syncKey: string;
  readonly range: (axis: 'x' | 'y') => readonly [number, number];
  readonly onDraw: (chart: uPlot) => void;
  readonly onCursor: (chart: uPlot) => void;
  readonly onZoom: (range: { from: number; to: number } | undefined) => void;
}

/** uPlot draws axes and grid, moves cursors together and selects; the lines are drawn over it. */
export function chartOptions(frame: ChartFrame): uPlot.Options {
  const ink = () => cssColour('var(--dim)');
  const scale = (axis: 'x' | 'y', isLog: boolean): uPlot.Scale => ({
    time: false,
    distr: isLog ? 3 : 1,
    range: () => [...frame.range(axis)] as uPlot.Range.MinMax,
  });
  return {
    width: frame.width,
    height: frame.height,
    padding: [6, 16, 0, 0],
    legend: { show: false },
    cursor: {
      sync: { key: frame.syncKey, setSeries: false, scales: ['x', null] },
      drag: { x: true, y: false, setScale: false },
      points: { show: false },
      bind: {
        dblclick: () => () => {
          frame.onZoom(undefined);
          return null;
        },
      },
    },
    scales: { x: scale('x', frame.isLogX), y: scale('y', frame.isLog) },
    axes: [
      {
        stroke: ink,
        font: axisFont,
        grid: { show: false },
        ticks: { show: false },
        size: 22,
        gap: 4,
        ...(isTime(frame.kind) ? { incrs: [...timeSteps], space: 70 } : {}),
        values: (_chart, ticks) =>
          ticks.map((tick) =>
            tick === null || (!isTime(frame.kind) && !Number.isInteger(tick)) ? '' : formatX(frame.kind, tick),
          ),
      },
      {
        stroke: ink,
        font: axisFont,
        grid: { stroke: () => cssColour('var(--line)'), width: 1 },
        ticks: { show: false },
        size: 44,
        gap: 4,
        values: (_chart, ticks) => ticks.map((tick) => (tick === null ? '' : axisNumber(tick))),
      },
    ],
    series: [{}, { show: true, points: { show: false } }],
    hooks: {
      draw: [frame.onDraw],
      setCursor: [frame.onCursor],
      setSelect: [
        (chart) => {
          if (chart.select.width < 4) return;
          const from = Math.max(0, Math.floor(chart.posToVal(chart.select.left, 'x')));
          const to = Math.ceil(chart.posToVal(chart.select.left + chart.select.width, 'x'));
          chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          if (to > from) frame.onZoom({ from, to });
        },
      ],
    },
  };
}

function axisNumber(value: number): string {
  if (value === 0) return '0';
  return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e4
    ? String(Number(value.toPrecision(4))).replace('-', '−')
    : formatNumber(value);
}
