import 'uplot/dist/uPlot.min.css';
import './curves.css';
import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import { formatNumber } from '../../format/numbers.ts';
import { ChartTooltip, type Hover } from './ChartTooltip.tsx';
import { chartOptions } from './chartOptions.ts';
import { alignOnSteps, type CurveSeries, positiveOnly, smooth } from './curveSeries.ts';
import type { LineLook } from './lineLook.ts';

export interface ChartProps {
  readonly title: string;
  readonly series: readonly CurveSeries[];
  readonly lookOf: (series: CurveSeries) => LineLook;
  readonly height: number;
  readonly smoothing: number;
  readonly isLog: boolean;
  readonly zoom: { readonly from: number; readonly to: number } | undefined;
  /** A range was dragged, or, without one, the zoom was left (double click). */
  readonly onZoom: (range: { from: number; to: number } | undefined) => void;
  /** Charts with the same key move their cursors together. */
  readonly syncKey: string;
  readonly onCanvas?: (canvas: HTMLCanvasElement) => void;
}

/** uPlot in a React component: made anew when its shape changes, given new numbers otherwise, so live data reset nothing. */
export function CurveChart(props: ChartProps) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | undefined>(undefined);
  const latest = useRef(props);
  latest.current = props;
  const [hover, setHover] = useState<Hover | undefined>(undefined);
  const scheme = useComputedColorScheme('light');

  const data = alignedData(props);
  const shape = JSON.stringify([
    props.series.map((one) => [one.trialId, one.metric]),
    props.isLog,
    props.syncKey,
    props.height,
    scheme,
    props.smoothing > 0,
  ]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` stands for everything that needs a new chart
  useEffect(() => {
    if (host.current === null) return;
    const made = new uPlot(
      chartOptions({ width: Math.max(80, host.current.clientWidth), current: () => latest.current, onHover: setHover }),
      alignedData(latest.current),
      host.current,
    );
    chart.current = made;
    latest.current.onCanvas?.(made.ctx.canvas);
    return () => {
      chart.current = undefined;
      setHover(undefined);
      made.destroy();
    };
  }, [shape]);

  useEffect(() => {
    if (width > 0 && width !== chart.current?.width) chart.current?.setSize({ width, height: props.height });
  }, [width, props.height]);

  const zoomText = props.zoom === undefined ? '' : `${props.zoom.from}-${props.zoom.to}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: new numbers arrive as a new `series`
  useEffect(() => {
    chart.current?.setData(data, true);
  }, [props.series, props.smoothing, zoomText]);

  return (
    <div ref={ref} className="curve-host" style={{ height: props.height }}>
      <div ref={host} role="img" aria-label={describe(props)} />
      {hover !== undefined && <ChartTooltip hover={hover} width={width} />}
    </div>
  );
}

function alignedData(props: ChartProps): uPlot.AlignedData {
  const { steps, columns } = alignOnSteps(
    props.series.map((one) => {
      const values = props.isLog ? positiveOnly(one.last) : one.last;
      return { steps: one.steps, values: smooth(values, props.smoothing) };
    }),
  );
  return [steps, ...columns] as uPlot.AlignedData;
}

/** The picture in words: the last value of every line. */
function describe(props: ChartProps): string {
  const lines = props.series.map(
    (one) => `${props.lookOf(one).label} ${formatNumber(one.last.findLast((v) => v !== null))}`,
  );
  return `${props.title} over steps. Last values: ${lines.length === 0 ? 'none' : lines.join(', ')}`;
}
