import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { formatCount, formatScalar, formatTrialNumber } from '../../format/numbers.ts';
import { hoveredTrial } from '../../hoveredTrial.ts';
import { parseWords, printList, useUrlState } from '../../urlState.ts';
import { cssColour } from '../curves/cssColour.ts';
import { rasterLines } from '../curves/rasterLines.ts';
import { rgbOf } from '../curves/rgbOf.ts';
import { type Brush, filterOf, isBrushed, parseBrushes, printBrushes } from './brush.ts';
import { onPanel, prepare } from './paintPlot.ts';
import { allAxes, moveAxis, outcomeAxis, printAxes, type ShownAxis, shownAxes } from './parallelAxes.ts';
import { objectiveAxis } from './searchAxis.ts';
import { type SearchTrial, scoreOf } from './searchTrial.ts';
import type { Search } from './useSearch.ts';
import { ViewCard } from './ViewCard.tsx';
import './search.css';

const height = 400;
const top = 52;
/** Of the lowest value; the place of trials without one is below. */
const bottom = height - 40;
/** The address holds the selection: beyond this the filter is the better way. */
const mostSelected = 500;
/** CSS pixels within which the pointer is on a line. */
const reach = 8;
/** From so many lines on they are drawn as pixels. */
const manyLines = 150;
/** And painted over each other in so many parts. */
const stretches = 6;

/**
 * Every trial a line through its values. Axes are dragged to another place, turned over and put on a log scale; what is brushed on them
 * stays, and becomes a selection or a filter.
 */
export function ParallelView(props: {
  search: Search;
  sweepName: string;
  selected: ReadonlySet<number>;
  onSelect: (numbers: readonly number[]) => void;
}) {
  const { search, selected } = props;
  const { trials, colours } = search;
  const [url, setUrl] = useUrlState();
  const navigate = useNavigate();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const all = useMemo(
    () =>
      allAxes({
        ...{ trials, parameters: search.parameters, objectives: search.objectives },
        scoreAxes: search.objectives.map(({ name }, index) =>
          index === search.objective
            ? search.scoreAxis
            : objectiveAxis(
                name,
                trials.map((trial) => scoreOf(trial, index)),
              ),
        ),
      }),
    [trials, search.parameters, search.objectives, search.objective, search.scoreAxis],
  );
  const axes = useMemo(() => shownAxes(all, url.axes), [all, url.axes]);
  const [drag, setDrag] = useState<{ index: number; x: number } | undefined>(undefined);
  const [brushing, setBrushing] = useState<{ name: string; brush: Brush } | undefined>(undefined);
  const kept = useMemo(() => parseBrushes(url.brush), [url.brush]);
  const brushes = useMemo(
    () => (brushing === undefined ? kept : new Map([...kept, [brushing.name, brushing.brush]])),
    [kept, brushing],
  );
  const chosen = useMemo(() => {
    const placeOn = new Map(all.map(({ axis, placeOf }) => [axis.name, placeOf]));
    return trials.map((trial) => isBrushed((axis) => placeOn.get(axis)?.(trial) ?? Number.NaN, brushes));
  }, [all, trials, brushes]);
  const count = chosen.reduce((sum, is) => sum + Number(is), 0);

  const place = (index: number) => axisPlace(index, axes.length, width);
  const setAxes = (next: readonly ShownAxis[]) => setUrl({ axes: printAxes(next) });
  const setBrush = (name: string, brush: Brush | undefined) => {
    const next = new Map(kept);
    if (brush === undefined) next.delete(name);
    else next.set(name, brush);
    setUrl({ brush: printBrushes(next) });
  };
  const dropAxis = (from: number, x: number) => {
    const others = axes.map((_, index) => index).filter((index) => index !== from);
    const before = others.filter((index) => place(index) < x).length;
    if (before !== from) setAxes(moveAxis(axes, from, before));
  };
  const toggleLog = (name: string) => {
    const names = parseWords(url.alog);
    setUrl({ alog: printList(names.includes(name) ? names.filter((one) => one !== name) : [...names, name]) });
  };
  const canLog = (name: string) =>
    search.parameters.some((axis) => axis.name === name && axis.kind === 'number') || name === search.scoreAxis.name;
  const hidden = all.filter((one) => !axes.some(({ axis }) => axis.name === one.axis.name));
  const filter = filterOf(
    axes.map(({ axis }) => axis).filter(({ name }) => name !== outcomeAxis),
    brushes,
  );
  return (
    <ViewCard
      title="Parallel coordinates"
      small={
        <>
          A line is a trial, coloured by {search.scoreAxis.name}, the best bright; red ended without a result. Below an
          axis: no value there. Drag along an axis to brush, drag its name to move it.
        </>
      }
      file={`${props.sweepName}-parallel`}
      csv={() => [
        ['trial', ...axes.map(({ axis }) => axis.name)],
        ...trials.filter((_, index) => chosen[index]).map((trial) => [trial.number, ...valuesOf(trial, axes, search)]),
      ]}
      foot={
        <>
          <span>
            {brushes.size === 0
              ? `${formatCount(trials.length)} trials`
              : `${formatCount(count)} of ${formatCount(trials.length)} trials pass the brushes`}
          </span>
          <span className="acts">
            {brushes.size > 0 && (
              <>
                <button
                  type="button"
                  className="btn small"
                  disabled={count === 0 || count > mostSelected}
                  title={count > mostSelected ? `More than ${mostSelected}: filter the table instead` : undefined}
                  onClick={() => props.onSelect(trials.filter((_, index) => chosen[index]).map(({ number }) => number))}
                >
                  Select {formatCount(count)}
                </button>
                <button
                  type="button"
                  className="btn small"
                  disabled={filter === ''}
                  onClick={() => setUrl({ tab: 'table', q: filter })}
                >
                  Filter the table
                </button>
                <button type="button" className="btn small plain" onClick={() => setUrl({ brush: undefined })}>
                  Clear brushes
                </button>
              </>
            )}
            {hidden.length > 0 && (
              <select
                className="field"
                aria-label="Add an axis"
                value=""
                onChange={({ target }) => {
                  const one = hidden.find(({ axis }) => axis.name === target.value);
                  if (one !== undefined) setAxes([...axes, one]);
                }}
              >
                <option value="">add an axis…</option>
                {hidden.map(({ axis }) => (
                  <option key={axis.name}>{axis.name}</option>
                ))}
              </select>
            )}
            {url.axes !== undefined && (
              <button type="button" className="btn small plain" onClick={() => setUrl({ axes: undefined })}>
                Usual axes
              </button>
            )}
          </span>
        </>
      }
    >
      {(keep) => (
        <div className="scroll-x">
          <div ref={ref} className="axes-plot" style={{ height, minWidth: 90 * axes.length }}>
            <Lines
              {...{ trials, axes, chosen, colours, selected, width }}
              good={search.good}
              hasBrush={brushes.size > 0}
              onPicture={keep}
              onOpen={(trialId) => void navigate({ to: '/trials/$trialId', params: { trialId: String(trialId) } })}
            />
            {axes.map((one, index) => {
              const { name } = one.axis;
              const brush = brushes.get(name);
              return (
                <div key={name}>
                  <div
                    className="axis-head"
                    style={{
                      left: drag?.index === index ? drag.x : place(index),
                      opacity: drag?.index === index ? 0.6 : 1,
                    }}
                  >
                    <b
                      title={`${name}: drag to move`}
                      onPointerDown={(event) => {
                        event.currentTarget.setPointerCapture(event.pointerId);
                        setDrag({ index, x: place(index) });
                      }}
                      onPointerMove={(event) => {
                        const left = event.currentTarget.closest('.axes-plot')?.getBoundingClientRect().left ?? 0;
                        if (drag?.index === index) setDrag({ index, x: event.clientX - left });
                      }}
                      onPointerUp={() => {
                        if (drag !== undefined) dropAxis(index, drag.x);
                        setDrag(undefined);
                      }}
                    >
                      {name}
                    </b>
                    <span>
                      <Small
                        label={`Move ${name} left`}
                        sign="←"
                        onPress={() => setAxes(moveAxis(axes, index, index - 1))}
                      />
                      <Small
                        label={`Turn ${name} over`}
                        sign="⇅"
                        onPress={() =>
                          setAxes(axes.map((other) => (other === one ? { ...one, isFlipped: !one.isFlipped } : other)))
                        }
                      />
                      {canLog(name) && (
                        <Small
                          label={`Log scale of ${name}`}
                          sign="log"
                          isPressed={one.axis.isLog}
                          onPress={() => toggleLog(name)}
                        />
                      )}
                      <Small
                        label={`Remove ${name}`}
                        sign="✕"
                        onPress={() => setAxes(axes.filter((other) => other !== one))}
                      />
                    </span>
                  </div>
                  <BrushStrip
                    {...{ one, brush }}
                    left={place(index)}
                    onBrushing={(next) => setBrushing(next && { name, brush: next })}
                    onBrush={(next) => {
                      setBrushing(undefined);
                      setBrush(name, next);
                    }}
                  />
                </div>
              );
            })}
          </div>
        </div>
      )}
    </ViewCard>
  );
}

function Small(props: { label: string; sign: string; isPressed?: boolean; onPress: () => void }) {
  return (
    <button
      type="button"
      className="btn small plain dim"
      aria-label={props.label}
      title={props.label}
      {...(props.isPressed === undefined ? {} : { 'aria-pressed': props.isPressed })}
      onClick={props.onPress}
    >
      {props.sign}
    </button>
  );
}

/** The stretch of an axis that is dragged over; a press without a drag lets go of it. */
function BrushStrip(props: {
  one: ShownAxis;
  brush: Brush | undefined;
  left: number;
  onBrushing: (brush: Brush | undefined) => void;
  onBrush: (brush: Brush | undefined) => void;
}) {
  const { one, brush } = props;
  const start = useRef<number | undefined>(undefined);
  const stripTop = top - 6;
  const stripHeight = height - stripTop;
  const placeOf = (event: PointerEvent) =>
    valueAtY(event.clientY - event.currentTarget.getBoundingClientRect().top + stripTop, one.isFlipped);
  const spanOf = (event: PointerEvent): Brush | undefined => {
    if (start.current === undefined) return undefined;
    const now = placeOf(event);
    const [from, to] = [Math.min(start.current, now), Math.max(start.current, now)];
    return to - from < 0.01 ? undefined : { from, to };
  };
  const edges = brush && [yOf(brush.from, one.isFlipped), yOf(brush.to, one.isFlipped)];
  return (
    <div
      className="axis-strip"
      data-axis={one.axis.name}
      style={{ left: props.left, top: stripTop, height: stripHeight }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = placeOf(event);
      }}
      onPointerMove={(event) => start.current !== undefined && props.onBrushing(spanOf(event))}
      onPointerUp={(event) => {
        const span = spanOf(event);
        start.current = undefined;
        props.onBrush(span);
      }}
    >
      {edges !== undefined && (
        <i style={{ top: Math.min(...edges) - stripTop, height: Math.abs(edges[1]! - edges[0]!) }} />
      )}
    </div>
  );
}

function Lines(props: {
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

function axisPlace(index: number, count: number, width: number): number {
  const room = 60;
  return count < 2 ? width / 2 : room + (index * Math.max(0, width - 2 * room)) / (count - 1);
}

function yOf(place: number, isFlipped: boolean): number {
  // What has no value stays below, whichever way the axis is turned.
  const turned = isFlipped && place >= 0 ? 1 - place : place;
  return place < 0 ? bottom + 22 : bottom - turned * (bottom - top);
}

function valueAtY(y: number, isFlipped: boolean): number {
  const place = (bottom - y) / (bottom - top);
  if (place < -0.03) return Math.max(-0.15, place * 2);
  return isFlipped ? 1 - Math.min(1.02, place) : Math.min(1.02, place);
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

function valuesOf(trial: SearchTrial, axes: readonly ShownAxis[], { parameters, objectives }: Search) {
  return axes.map(({ axis: { name } }) => {
    if (name === outcomeAxis) return trial.state;
    const parameter = parameters.findIndex((one) => one.name === name);
    if (parameter >= 0) return trial.values[parameter];
    const score =
      trial.scores[
        Math.max(
          0,
          objectives.findIndex((one) => one.name === name),
        )
      ];
    return score !== undefined && Number.isFinite(score) ? score : null;
  });
}
