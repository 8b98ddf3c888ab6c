import 'uplot/dist/uPlot.min.css';
import './curves.css';
import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import { formatNumber } from '../../format/numbers.ts';
import { hoveredTrial } from '../../hoveredTrial.ts';
import { ChartTooltip, type Hover } from './ChartTooltip.tsx';
import { chartOptions } from './chartOptions.ts';
import type { CurveSeries } from './curveSeries.ts';
import { formatX, xWords } from './curveX.ts';
import { chartLines } from './drawnLines.ts';
import { hoverOf } from './hoverOf.ts';
import type { LineLook } from './lineLook.ts';
import { manyLines, paintHighlight, paintLines } from './paintLines.ts';
import { pixelOf } from './plotArea.ts';
import { PlotLayers } from './plotLayers.ts';
import type { CurveView } from './useCurveView.ts';

/** CSS pixels within which the pointer is on a line. */
const reach = 24;
/** The picture in words names so many lines. */
const mostNamed = 24;

export interface ChartProps {
  readonly title: string;
  readonly series: readonly CurveSeries[];
  readonly lookOf: (series: CurveSeries) => LineLook;
  readonly height: number;
  readonly view: CurveView;
  /** Trials that keep their full strength among many. */
  readonly chosen?: ReadonlySet<number> | undefined;
  /** A line was pressed. */
  readonly onPick?: ((trialId: number) => void) | undefined;
  /** Gives the picture as it is now. */
  readonly onPicture?: (draw: () => HTMLCanvasElement) => void;
}

/** uPlot with lines of our own over it: made anew when its axes change, given new numbers otherwise, so live data reset nothing. */
export function CurveChart(props: ChartProps) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | undefined>(undefined);
  const layers = useRef<PlotLayers | undefined>(undefined);
  const [hover, setHover] = useState<Hover | undefined>(undefined);
  const scheme = useComputedColorScheme('light');
  const { series, lookOf, view, chosen } = props;
  const { over, zoom, smoothing, isLog, isLogX } = view;

  const zoomText = zoom === undefined ? '' : `${zoom.from}-${zoom.to}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a zoom is made anew with every render, its text is not
  const drawn = useMemo(
    () => chartLines({ series, lookOf, view: { over, zoom, smoothing, isLog, isLogX }, chosen }),
    [series, lookOf, over, zoomText, smoothing, isLog, isLogX, chosen],
  );
  // Hooks never act on what an older render knew.
  const latest = useRef({ props, drawn });
  latest.current = { props, drawn };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colour scheme is read from the page by whoever draws
  useEffect(() => {
    if (host.current === null) return;
    let isOver = false;
    let isGone = false;
    const onDraw = (plot: uPlot) => {
      // uPlot draws in a microtask, also one that was destroyed meanwhile: the layers are those of the chart after it.
      if (isGone) return;
      layers.current ??= new PlotLayers(plot);
      const area = layers.current.fit({ isLog, isLogX });
      paintLines(layers.current.lines, { area, lines: latest.current.drawn.lines, ratio: devicePixelRatio });
      light();
    };
    const light = () => {
      const shown = layers.current;
      if (shown === undefined) return;
      const trialId = hoveredTrial.get();
      const lines = latest.current.drawn.lines;
      const on = trialId === undefined ? [] : lines.filter((line) => line.series.trialId === trialId);
      paintHighlight(shown.highlight, { area: shown.area, lines: on, ratio: devicePixelRatio });
      shown.dim(on.length > 0 && lines.length > on.length, lines.length > manyLines);
    };
    const onCursor = (plot: uPlot) => {
      const { left = -1, top = -1 } = plot.cursor;
      if (left < 0 || layers.current === undefined) {
        setHover(undefined);
        if (isOver) hoveredTrial.set(undefined);
        return;
      }
      const axis = layers.current.area.y;
      const said = hoverOf({
        lines: latest.current.drawn.lines,
        kind: over,
        x: plot.posToVal(left, 'x'),
        left: left + plot.bbox.left / devicePixelRatio,
        distance: isOver ? (value) => Math.abs(pixelOf(axis, value) / devicePixelRatio - top) : undefined,
        reach,
        on: hoveredTrial.get(),
      });
      if (isOver) hoveredTrial.set(said.trialId);
      setHover(said.hover);
    };
    const made = new uPlot(
      chartOptions({
        width: Math.max(80, host.current.clientWidth),
        height: props.height,
        kind: over,
        isLog,
        isLogX,
        syncKey: view.syncKey,
        range: (axis) => latest.current.drawn[axis],
        onDraw,
        onCursor,
        onZoom: (range) => latest.current.props.view.setZoom(range),
      }),
      noData,
      host.current,
    );
    chart.current = made;
    const enter = () => {
      isOver = true;
    };
    const leave = () => {
      isOver = false;
      hoveredTrial.set(undefined);
    };
    const pick = () => {
      const trialId = hoveredTrial.get();
      if (trialId !== undefined) latest.current.props.onPick?.(trialId);
    };
    made.over.addEventListener('pointerenter', enter);
    made.over.addEventListener('pointerleave', leave);
    made.over.addEventListener('click', pick);
    const unsubscribe = hoveredTrial.subscribe(light);
    latest.current.props.onPicture?.(() => layers.current?.picture() ?? made.ctx.canvas);
    return () => {
      isGone = true;
      unsubscribe();
      if (isOver) hoveredTrial.set(undefined);
      chart.current = undefined;
      layers.current = undefined;
      setHover(undefined);
      made.destroy();
    };
  }, [over, isLog, isLogX, view.syncKey, props.height, scheme]);

  useEffect(() => {
    if (width > 0 && width !== chart.current?.width) chart.current?.setSize({ width, height: props.height });
  }, [width, props.height]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn is read where it is drawn
  useEffect(() => {
    chart.current?.setData(noData, true);
  }, [drawn]);

  const [from, to] = drawn.x;
  return (
    <div ref={ref} className="curve-host" style={{ height: props.height }}>
      <div ref={host} role="img" aria-label={describe(props)} />
      <input
        type="range"
        className="curve-keys"
        aria-label={`Cursor of ${props.title}`}
        min={0}
        max={100}
        defaultValue={0}
        aria-valuetext={hover === undefined ? 'not shown' : inWords(hover)}
        onChange={({ target }) => {
          const plot = chart.current;
          if (plot === undefined) return;
          const x = from + ((to - from) * Number(target.value)) / 100;
          plot.setCursor({ left: plot.valToPos(x, 'x'), top: 0 }, true);
        }}
        onBlur={() => setHover(undefined)}
      />
      {hover !== undefined && <ChartTooltip hover={hover} width={width} />}
    </div>
  );
}

/** Ranges come from the lines, which uPlot does not know. */
const noData: uPlot.AlignedData = [
  [0, 1],
  [null, null],
];

function inWords(hover: Hover): string {
  return [hover.at, ...hover.rows.map(({ look, value }) => `${look.label} ${formatNumber(value)}`)].join(', ');
}

/** The picture in words: the last value of every line, or of so many lines how many there are. */
function describe({ title, series, lookOf, view }: ChartProps): string {
  const over = view.over === 'step' ? 'steps' : xWords[view.over];
  if (series.length > mostNamed) return `${title} over ${over}: ${series.length} lines`;
  const lines = series.map(
    (one) => `${lookOf(one).label} ${formatNumber(one.last.findLast((value) => !Number.isNaN(value)))}`,
  );
  const resumed = series.flatMap((one) =>
    one.resumes.map(({ attempt, x }) => `${lookOf(one).label} as attempt ${attempt} at ${formatX(view.over, x)}`),
  );
  return `${title} over ${over}. Last values: ${lines.length === 0 ? 'none' : lines.join(', ')}${
    resumed.length === 0 ? '' : `. Resumed: ${resumed.join(', ')}`
  }`;
}
