import { useElementSize } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { type PointerEvent, useMemo, useRef, useState } from 'react';
import { formatCount } from '../../format/numbers.ts';
import { parseWords, printList } from '../../urlState.ts';
import { useUrlState } from '../../useUrlState.ts';
import { type Brush, filterOf, isBrushed, parseBrushes, printBrushes } from './brush.ts';
import { ParallelLines } from './ParallelLines.tsx';
import { allAxes, moveAxis, outcomeAxis, printAxes, type ShownAxis, shownAxes } from './parallelAxes.ts';
import { axisPlace, height, top, valueAtY, yOf } from './parallelPlaces.ts';
import { objectiveAxis } from './searchAxis.ts';
import { type SearchTrial, scoreOf } from './searchTrial.ts';
import type { Search } from './useSearch.ts';
import { ViewCard } from './ViewCard.tsx';
import './search.css';

/** The address holds the selection: beyond this the filter is the better way. */
const mostSelected = 500;
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
  // A brush on an axis that was removed since still chooses.
  const filter = filterOf(all, brushes);
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
                  disabled={filter === '' || count === 0}
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
            <ParallelLines
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
                      onPointerCancel={() => setDrag(undefined)}
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
      onPointerCancel={() => {
        start.current = undefined;
        props.onBrushing(undefined);
      }}
    >
      {edges !== undefined && (
        <i style={{ top: Math.min(...edges) - stripTop, height: Math.abs(edges[1]! - edges[0]!) }} />
      )}
    </div>
  );
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
