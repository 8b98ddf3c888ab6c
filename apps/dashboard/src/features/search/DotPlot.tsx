import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { memo, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { hoveredTrial } from '../../hoveredTrial.ts';
import { cssColour } from '../curves/cssColour.ts';
import { across, onPanel, type PlotBox, paintAxes, prepare, up } from './paintPlot.ts';
import type { SearchAxis } from './searchAxis.ts';
import './search.css';

export interface Dot {
  readonly trialId: number;
  /** Places in [0, 1]; just below 0 for trials without a value, NaN for those that are not drawn. */
  readonly x: number;
  readonly y: number;
  readonly colour: string;
  /** Selected, or on the front. */
  readonly isBig?: boolean;
}

/** CSS pixels within which the pointer is on a dot. */
const reach = 14;
/** From so many dots on they are small squares. */
const manyDots = 1500;

/**
 * Trials as dots on two axes. The one under the pointer lights up in every view and says what it is; a press, or Enter where the
 * keyboard moves from dot to dot, opens its trial.
 */
export const DotPlot = memo(function DotPlot(props: {
  name: string;
  x: SearchAxis;
  y: SearchAxis;
  dots: readonly Dot[];
  words: (trialId: number) => string;
  height: number;
  /** Drawn between the axes and the dots. */
  paintBehind?: ((ctx: CanvasRenderingContext2D, box: PlotBox) => void) | undefined;
  /** What is drawn there fills the plot with the colours of the dots. */
  hasGround?: boolean;
  /** Left margin for the labels. */
  margin?: number;
  onPicture?: (draw: () => HTMLCanvasElement) => void;
}) {
  const { x, y, dots, height, paintBehind, hasGround, words } = props;
  const { ref, width } = useElementSize<HTMLDivElement>();
  const navigate = useNavigate();
  const base = useRef<HTMLCanvasElement>(null);
  const light = useRef<HTMLCanvasElement>(null);
  const [tip, setTip] = useState<{ left: number; top: number; trialId: number } | undefined>(undefined);
  const scheme = useComputedColorScheme('light');
  const margin = props.margin ?? 52;
  const hasMissing = useMemo(() => dots.some((dot) => dot.y < 0), [dots]);
  const box = useMemo(
    () => ({
      left: margin,
      right: Math.max(margin + 10, width - 10),
      top: 8,
      bottom: height - 22 - (hasMissing ? 14 : 0),
    }),
    [margin, width, height, hasMissing],
  );
  const byTrial = useMemo(() => new Map(dots.map((dot) => [dot.trialId, dot])), [dots]);
  const inOrder = useMemo(() => dots.filter(isDrawn).toSorted((a, b) => a.x - b.x || a.y - b.y), [dots]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read from the page, which the scheme changes
  useEffect(() => {
    const ctx = base.current === null || width === 0 ? undefined : prepare(base.current, width, height);
    if (ctx === undefined) return;
    paintAxes(ctx, box, { x, y, labels: height - 16 });
    paintBehind?.(ctx, box);
    // On a ground of the same colours a dot is seen by its rim.
    paintDots(ctx, box, dots, hasGround ? 'var(--panel)' : 'var(--faint)');
  }, [x, y, dots, box, width, height, paintBehind, hasGround, scheme]);

  useEffect(() => {
    const draw = () => {
      const ctx = light.current === null || width === 0 ? undefined : prepare(light.current, width, height);
      const dot = byTrial.get(hoveredTrial.get() ?? -1);
      if (ctx === undefined || dot === undefined || !isDrawn(dot)) return;
      const [cx, cy] = [across(box, dot.x), placeY(box, dot.y)];
      ctx.fillStyle = cssColour(dot.colour);
      ctx.strokeStyle = cssColour('var(--ink)');
      ctx.lineWidth = 2;
      circle(ctx, cx, cy, 5.5);
      ctx.fill();
      ctx.stroke();
    };
    draw();
    return hoveredTrial.subscribe(draw);
  }, [byTrial, box, width, height]);

  const onto = (dot: Dot | undefined) => {
    hoveredTrial.set(dot?.trialId);
    setTip(dot && { left: across(box, dot.x), top: placeY(box, dot.y), trialId: dot.trialId });
  };
  const move = (event: PointerEvent) => {
    const frame = event.currentTarget.getBoundingClientRect();
    onto(nearest(dots, box, event.clientX - frame.left, event.clientY - frame.top));
  };
  const open = (trialId: number | undefined) => {
    if (trialId !== undefined) void navigate({ to: '/trials/$trialId', params: { trialId: String(trialId) } });
  };
  useEffect(() => {
    props.onPicture?.(() => onPanel(base.current!));
  }, [props.onPicture]);
  return (
    <div
      ref={ref}
      className="dot-plot"
      style={{ height, cursor: tip === undefined ? 'default' : 'pointer' }}
      onPointerMove={move}
      onPointerLeave={() => onto(undefined)}
    >
      <canvas
        ref={base}
        role="img"
        aria-label={`${props.name}: ${x.name} across, ${y.name} up; ${inOrder.length} trials`}
        onPointerUp={() => open(tip?.trialId)}
      />
      <canvas ref={light} className="lit" />
      <input
        type="range"
        className="curve-keys"
        aria-label={`Trials of ${props.name}`}
        min={0}
        max={Math.max(0, inOrder.length - 1)}
        defaultValue={0}
        aria-valuetext={tip === undefined ? 'none' : words(tip.trialId)}
        onChange={({ target }) => onto(inOrder[Number(target.value)])}
        onKeyDown={(event) => event.key === 'Enter' && open(tip?.trialId)}
        onBlur={() => onto(undefined)}
      />
      {tip !== undefined && (
        <div
          className="curve-tip"
          style={{
            top: Math.max(0, tip.top - 12),
            ...(tip.left < width / 2 ? { left: tip.left + 12 } : { right: width - tip.left + 12 }),
          }}
        >
          {words(tip.trialId)
            .split(' · ')
            .map((line) => (
              <div key={line}>{line}</div>
            ))}
        </div>
      )}
    </div>
  );
});

function isDrawn({ x, y }: Dot): boolean {
  return !Number.isNaN(x + y);
}

/** Without a value: in a strip of its own below the plot. */
function placeY(box: PlotBox, y: number): number {
  return y < 0 ? box.bottom + 8 : up(box, y);
}

function paintDots(ctx: CanvasRenderingContext2D, box: PlotBox, dots: readonly Dot[], rimColour: string): void {
  const isMany = dots.length > manyDots;
  ctx.globalAlpha = isMany ? 0.7 : 0.85;
  const rim = cssColour(rimColour);
  for (const dot of dots) {
    if (!isDrawn(dot) || dot.isBig === true) continue;
    ctx.fillStyle = cssColour(dot.colour);
    ctx.strokeStyle = rim;
    ctx.lineWidth = 0.7;
    const [cx, cy] = [across(box, dot.x), placeY(box, dot.y)];
    if (dot.y < 0) cross(ctx, cx, cy, dot.colour);
    else if (isMany) ctx.fillRect(cx - 1.5, cy - 1.5, 3, 3);
    else {
      circle(ctx, cx, cy, 3.2);
      ctx.fill();
      // Neither end of the colours may vanish in the page.
      ctx.stroke();
    }
  }
  ctx.globalAlpha = 1;
  ctx.strokeStyle = cssColour('var(--ink)');
  ctx.lineWidth = 1.5;
  for (const dot of dots) {
    if (!isDrawn(dot) || dot.isBig !== true) continue;
    ctx.fillStyle = cssColour(dot.colour);
    circle(ctx, across(box, dot.x), placeY(box, dot.y), 4.5);
    ctx.fill();
    ctx.stroke();
  }
}

/** Not by colour alone: what has no value is a cross. */
function cross(ctx: CanvasRenderingContext2D, x: number, y: number, colour: string): void {
  ctx.strokeStyle = cssColour(colour);
  ctx.lineWidth = 1.4;
  ctx.beginPath();
  ctx.moveTo(x - 2.5, y - 2.5);
  ctx.lineTo(x + 2.5, y + 2.5);
  ctx.moveTo(x - 2.5, y + 2.5);
  ctx.lineTo(x + 2.5, y - 2.5);
  ctx.stroke();
}

function circle(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
}

function nearest(dots: readonly Dot[], box: PlotBox, x: number, y: number): Dot | undefined {
  let found: Dot | undefined;
  let least = reach ** 2;
  for (const dot of dots) {
    if (!isDrawn(dot)) continue;
    const far = (across(box, dot.x) - x) ** 2 + (placeY(box, dot.y) - y) ** 2;
    if (far < least) {
      least = far;
      found = dot;
    }
  }
  return found;
}
