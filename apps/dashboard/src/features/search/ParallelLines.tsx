import { useComputedColorScheme } from '@mantine/core';
import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { formatScalar, formatTrialNumber } from '../../format/numbers.ts';
import { hoveredTrial } from '../../hoveredTrial.ts';
import { cssColour } from '../curves/cssColour.ts';
import { rasterLines } from '../curves/rasterLines.ts';
import { rgbOf } from '../curves/rgbOf.ts';
import { onPanel, prepare } from './paintPlot.ts';
import { outcomeAxis, type ShownAxis } from './parallelAxes.ts';
import { axisPlace, bottom, height, top, yOf } from './parallelPlaces.ts';
import type { SearchTrial } from './searchTrial.ts';

/** CSS pixels within which the pointer is on a line. */
const reach = 8;
/** From so many lines on they are drawn as pixels. */
const manyLines = 150;
/** And painted over each other in so many parts. */
const stretches = 6;

/** The lines of the trials and, over them, the one under the pointer. */
export function ParallelLines(props: {
  trials: readonly SearchTrial[];
  axes: readonly ShownAxis[];
  chosen: readonly boolean[];
  colours: readonly string[];
  good: Float64Array;
  selected: ReadonlySet<number>;
  hasBrush: boolean;
  width: number;
  onPicture: (draw: () => HTMLCanvasElement) => void;
  onOpen: (trialId: number) => void;
}) {
  const { trials, axes, chosen, colours, good, selected, width, hasBrush } = props;
  const base = useRef<HTMLCanvasElement>(null);
  const light = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  const [tip, setTip] = useState<{ left: number; top: number; words: string } | undefined>(undefined);
  const xs = useMemo(() => Float64Array.from(axes, (_, index) => axisPlace(index, axes.length, width)), [axes, width]);
  const ys = useMemo(
    () => trials.map((trial) => Float64Array.from(axes, (one) => yOf(one.placeOf(trial), one.isFlipped))),
    [trials, axes],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read from the page, which the scheme changes
  useEffect(() => {
    const ctx = base.current === null || width === 0 ? undefined : prepare(base.current, width, height);
    if (ctx === undefined) return;
    const ratio = devicePixelRatio;
    const picture = ctx.createImageData(ctx.canvas.width, ctx.canvas.height);
    const x = xs.map((value) => value * ratio);
    const line = (index: number, rgb: readonly [number, number, number]) => ({
      ...{ x, rgb },
      y: ys[index]!.map((value) => value * ratio),
    });
    const indices = trials.map((_, index) => index);
    const strength = (count: number) => Math.max(0.04, Math.min(0.8, 60 / Math.max(1, count)));
    if (hasBrush) {
      const faint = rgbOf('var(--faint)');
      const out = indices.filter((index) => !chosen[index]);
      rasterLines(
        picture,
        out.map((index) => line(index, faint)),
        strength(out.length) / 4,
      );
    }
    const inside = indices.filter((index) => chosen[index]).sort((one, other) => rank(good[one]) - rank(good[other]));
    const isMany = inside.length > manyLines;
    if (isMany) {
      // Colours of one stretch mix; from the worst stretch to the best, so that the best lie on top.
      const size = Math.ceil(inside.length / stretches);
      for (let from = 0; from < inside.length; from += size) {
        const some = inside.slice(from, from + size).map((index) => line(index, rgbOf(colours[index]!)));
        rasterLines(picture, some, strength(inside.length));
      }
    }
    ctx.putImageData(picture, 0, 0);
    // Few enough to be told apart are drawn with smooth edges.
    if (!isMany) for (const index of inside) stroke(ctx, xs, ys[index]!, cssColour(colours[index]!), 1.6);
    for (const index of inside) {
      if (selected.has(trials[index]!.number)) stroke(ctx, xs, ys[index]!, cssColour('var(--ink)'), 2);
    }
    paintAxisLines(
      ctx,
      axes,
      xs,
      axes.map((one) => trials.some((trial) => one.placeOf(trial) < 0)),
    );
  }, [trials, axes, chosen, colours, good, selected, width, hasBrush, xs, ys, scheme]);

  useEffect(() => {
    const place = new Map(trials.map((trial, index) => [trial.id, index]));
    const draw = () => {
      const ctx = light.current === null || width === 0 ? undefined : prepare(light.current, width, height);
      const index = place.get(hoveredTrial.get() ?? -1);
      if (ctx === undefined || index === undefined) return;
      stroke(ctx, xs, ys[index]!, cssColour('var(--ink)'), 3);
    };
    draw();
    return hoveredTrial.subscribe(draw);
  }, [trials, xs, ys, width]);

  const { onPicture } = props;
  useEffect(() => onPicture(() => onPanel(base.current!)), [onPicture]);

  const move = (event: PointerEvent) => {
    const frame = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - frame.left, event.clientY - frame.top];
    const index = lineAt({ xs, ys, chosen, x, y });
    const trial = index === undefined ? undefined : trials[index];
    hoveredTrial.set(trial?.id);
    setTip(trial && { left: x, top: y, words: wordsOf(trial, axes) });
  };
  const leave = () => {
    hoveredTrial.set(undefined);
    setTip(undefined);
  };
  return (
    <>
      <canvas
        ref={base}
        role="img"
        aria-label={`Parallel coordinates of ${trials.length} trials over ${axes.map(({ axis }) => axis.name).join(', ')}`}
        style={{ cursor: tip === undefined ? 'default' : 'pointer' }}
        onPointerMove={move}
        onPointerLeave={leave}
        onPointerUp={() => {
          const trialId = hoveredTrial.get();
          if (trialId !== undefined) props.onOpen(trialId);
        }}
      />
      <canvas ref={light} className="lit" />
      {tip !== undefined && (
        <div
          className="curve-tip"
          style={{
            top: Math.max(0, Math.min(height - 120, tip.top - 12)),
            ...(tip.left < width / 2 ? { left: tip.left + 14 } : { right: width - tip.left + 14 }),
          }}
        >
          {tip.words.split(' · ').map((part) => (
            <div key={part}>{part}</div>
          ))}
        </div>
      )}
    </>
  );
}

/** Without a result below the worst. */
function rank(good: number | undefined): number {
  return good === undefined || Number.isNaN(good) ? -1 : good;
}

function stroke(
  ctx: CanvasRenderingContext2D,
  xs: Float64Array,
  ys: Float64Array,
  colour: string,
  width: number,
): void {
  ctx.lineWidth = width;
  ctx.strokeStyle = colour;
  ctx.lineJoin = 'round';
  ctx.beginPath();
  for (const [axis, x] of xs.entries()) ctx.lineTo(x, ys[axis]!);
  ctx.stroke();
}

function paintAxisLines(
  ctx: CanvasRenderingContext2D,
  axes: readonly ShownAxis[],
  xs: Float64Array,
  missing: readonly boolean[],
): void {
  ctx.font = '10.5px Inter, system-ui, sans-serif';
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  for (const [index, { axis, isFlipped }] of axes.entries()) {
    const x = Math.round(xs[index]!) + 0.5;
    ctx.strokeStyle = cssColour('var(--dim)');
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, bottom);
    ctx.stroke();
    let last = Number.NaN;
    for (const tick of axis.ticks) {
      const y = yOf(tick.at, isFlipped);
      if (Math.abs(y - last) < 13) continue;
      last = y;
      label(ctx, tick.label, x + 5, y);
    }
    if (missing[index]) label(ctx, '∅', x + 5, bottom + 22);
  }
}

/** Readable over any line. */
function label(ctx: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  ctx.strokeStyle = cssColour('var(--panel)');
  ctx.fillStyle = cssColour('var(--ink)');
  ctx.lineWidth = 3;
  ctx.lineJoin = 'round';
  ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
}

function lineAt(input: {
  xs: Float64Array;
  ys: readonly Float64Array[];
  chosen: readonly boolean[];
  x: number;
  y: number;
}): number | undefined {
  const { xs, ys, x, y } = input;
  let right = 1;
  while (right < xs.length - 1 && xs[right]! < x) right++;
  const [x0, x1] = [xs[right - 1] ?? 0, xs[right] ?? 0];
  if (x < x0 - reach || x > x1 + reach || x1 <= x0) return undefined;
  const part = Math.max(0, Math.min(1, (x - x0) / (x1 - x0)));
  let found: number | undefined;
  let least: number = reach;
  for (const [index, line] of ys.entries()) {
    if (!input.chosen[index]) continue;
    const far = Math.abs(line[right - 1]! + (line[right]! - line[right - 1]!) * part - y);
    if (far < least) {
      least = far;
      found = index;
    }
  }
  return found;
}

function wordsOf(trial: SearchTrial, axes: readonly ShownAxis[]): string {
  const parts = axes.map((one) => {
    const place = one.placeOf(trial);
    const value = place < 0 ? '–' : wordsAt(one, place, trial);
    return `${one.axis.name} ${value}`;
  });
  return [formatTrialNumber(trial.number), ...parts].join(' · ');
}

function wordsAt({ axis }: ShownAxis, place: number, trial: SearchTrial): string {
  if (axis.name === outcomeAxis) return trial.state;
  if (axis.valueAt !== undefined) return formatScalar(axis.valueAt(place));
  return axis.ticks.find((tick) => tick.at === place)?.label ?? '';
}
