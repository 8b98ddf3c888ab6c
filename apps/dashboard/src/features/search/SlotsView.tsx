import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { clocksQuery } from '../../api/curveQueries.ts';
import { formatCount, formatTrialNumber } from '../../format/numbers.ts';
import { formatDuration } from '../../format/time.ts';
import { hoveredTrial } from '../../hoveredTrial.ts';
import { Empty, Failure, Skeleton } from '../../parts/Async.tsx';
import { trialStateLook } from '../../theme/stateLooks.ts';
import { cssColour } from '../curves/cssColour.ts';
import { across, onPanel, type PlotBox, prepare } from './paintPlot.ts';
import { type SlotBar, type SlotLane, slotLanes } from './slotLanes.ts';
import { timeAxis } from './timeAxis.ts';
import type { Search } from './useSearch.ts';
import { ViewCard } from './ViewCard.tsx';
import './search.css';

/** The API answers for as many trials at once. */
const mostTrials = 2000;
const laneHeight = 16;
const left = 130;

/** Which attempt held a place when: gaps are time in which nothing trained. */
export function SlotsView(props: { search: Search; sweepName: string; isLive: boolean }) {
  const { search } = props;
  const trialIds = useMemo(
    () =>
      search.trials
        .filter(({ state }) => state !== 'pending')
        .slice(0, mostTrials)
        .map(({ id }) => id),
    [search.trials],
  );
  const clocks = useQuery(clocksQuery({ trialIds, knots: 0 }, { isMany: true, isLive: props.isLive }));
  const lanes = useMemo(() => slotLanes(clocks.data?.items ?? [], Date.now()), [clocks.data]);
  const bars = lanes.flatMap((lane) => lane.bars);
  const shown =
    search.trials.length > trialIds.length && trialIds.length === mostTrials
      ? `the first ${formatCount(mostTrials)} trials`
      : `${formatCount(trialIds.length)} trials`;
  if (clocks.error !== null && clocks.data === undefined)
    return <Failure error={clocks.error} onRetry={() => void clocks.refetch()} />;
  if (trialIds.length > 0 && clocks.data === undefined) return <Skeleton height={240} />;
  if (bars.length === 0) return <Empty title="No trial has started yet." />;
  return (
    <ViewCard
      title="Timeline of slots"
      small={`A bar is one attempt of a trial: ${formatCount(bars.length)} attempts of ${shown}. A worker has as many rows as it trained trials at once.`}
      file={`${props.sweepName}-slots`}
      csv={() => [
        ['worker', 'row', 'trial', 'attempt', 'from', 'to', 'outcome'],
        ...lanes.flatMap(({ workerId, place, bars: own }) =>
          own.map((bar) => [
            ...[workerId, place, bar.number, bar.attempt],
            ...[bar.from, bar.to].map((at) => new Date(at).toISOString()),
            bar.outcome,
          ]),
        ),
      ]}
      foot={<Legend bars={bars} />}
    >
      {(keep) => <Timeline lanes={lanes} onPicture={keep} />}
    </ViewCard>
  );
}

function Legend(props: { bars: readonly SlotBar[] }) {
  const outcomes = [...new Set(props.bars.map(({ outcome }) => outcome ?? 'running'))];
  return (
    <span className="legend">
      {outcomes.map((outcome) => (
        <span key={outcome}>
          <i className="outcome" style={{ background: trialStateLook(outcome).colour }} />
          {trialStateLook(outcome).label}
        </span>
      ))}
    </span>
  );
}

function Timeline(props: { lanes: readonly SlotLane[]; onPicture: (draw: () => HTMLCanvasElement) => void }) {
  const { lanes, onPicture } = props;
  const { ref, width } = useElementSize<HTMLDivElement>();
  const base = useRef<HTMLCanvasElement>(null);
  const light = useRef<HTMLCanvasElement>(null);
  const navigate = useNavigate();
  const scheme = useComputedColorScheme('light');
  const [tip, setTip] = useState<{ left: number; top: number; bar: SlotBar } | undefined>(undefined);
  const height = lanes.length * laneHeight + 26;
  const box = useMemo(
    () => ({ left, right: Math.max(left + 20, width - 12), top: 2, bottom: height - 22 }),
    [width, height],
  );
  const { start, axis } = useMemo(() => {
    const bars = lanes.flatMap((lane) => lane.bars);
    const first = bars.reduce((low, { from }) => Math.min(low, from), Number.POSITIVE_INFINITY);
    return { start: first, axis: timeAxis(bars.map(({ to }) => to - first)) };
  }, [lanes]);
  const spanOf = (bar: SlotBar) => {
    const from = across(box, axis.at(bar.from - start));
    return { from, width: Math.max(1.5, across(box, axis.at(bar.to - start)) - from - 0.5) };
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read from the page, which the scheme changes
  useEffect(() => {
    const ctx = base.current === null || width === 0 ? undefined : prepare(base.current, width, height);
    if (ctx === undefined) return;
    paintRows(ctx, box, lanes);
    ctx.textAlign = 'center';
    ctx.textBaseline = 'top';
    ctx.fillStyle = cssColour('var(--dim)');
    for (const tick of axis.ticks) ctx.fillText(tick.label, across(box, tick.at), box.bottom + 6);
    for (const [row, lane] of lanes.entries()) {
      for (const bar of lane.bars) {
        const { from, width: wide } = spanOf(bar);
        ctx.fillStyle = cssColour(trialStateLook(bar.outcome ?? 'running').colour);
        ctx.fillRect(from, box.top + row * laneHeight + 2, wide, laneHeight - 5);
      }
    }
  }, [lanes, axis, box, width, height, scheme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: spanOf is box and axis
  useEffect(() => {
    const draw = () => {
      const ctx = light.current === null || width === 0 ? undefined : prepare(light.current, width, height);
      const trialId = hoveredTrial.get();
      if (ctx === undefined || trialId === undefined) return;
      ctx.strokeStyle = cssColour('var(--ink)');
      ctx.lineWidth = 2;
      for (const [row, lane] of lanes.entries()) {
        for (const bar of lane.bars) {
          if (bar.trialId !== trialId) continue;
          const { from, width: wide } = spanOf(bar);
          ctx.strokeRect(from - 1, box.top + row * laneHeight + 1, wide + 2, laneHeight - 3);
        }
      }
    };
    draw();
    return hoveredTrial.subscribe(draw);
  }, [lanes, axis, box, width, height]);
  useEffect(() => onPicture(() => onPanel(base.current!)), [onPicture]);

  const move = (event: PointerEvent) => {
    const frame = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - frame.left, event.clientY - frame.top];
    const lane = lanes[Math.floor((y - box.top) / laneHeight)];
    const bar = lane?.bars.find((one) => {
      const { from, width: wide } = spanOf(one);
      return x >= from - 1 && x <= from + wide + 1;
    });
    hoveredTrial.set(bar?.trialId);
    setTip(bar && { left: x, top: y, bar });
  };
  return (
    <div
      ref={ref}
      className="dot-plot"
      style={{ height, cursor: tip === undefined ? 'default' : 'pointer' }}
      onPointerMove={move}
      onPointerLeave={() => {
        hoveredTrial.set(undefined);
        setTip(undefined);
      }}
    >
      <canvas
        ref={base}
        role="img"
        aria-label={`Timeline of slots: ${lanes.length} rows`}
        onPointerUp={() =>
          tip && void navigate({ to: '/trials/$trialId', params: { trialId: String(tip.bar.trialId) } })
        }
      />
      <canvas ref={light} className="lit" />
      {tip !== undefined && (
        <div
          className="curve-tip"
          style={{ top: tip.top + 14, ...(tip.left < width / 2 ? { left: tip.left } : { right: width - tip.left }) }}
        >
          <b>
            {formatTrialNumber(tip.bar.number)}, attempt {tip.bar.attempt}
          </b>
          <div>
            {tip.bar.outcome ?? 'running'} after {formatDuration(tip.bar.to - tip.bar.from)}
          </div>
        </div>
      )}
    </div>
  );
}

function paintRows(ctx: CanvasRenderingContext2D, box: PlotBox, lanes: readonly SlotLane[]): void {
  ctx.font = '10.5px Inter, system-ui, sans-serif';
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.strokeStyle = cssColour('var(--line)');
  for (const [row, lane] of lanes.entries()) {
    const y = box.top + row * laneHeight;
    ctx.fillStyle = cssColour('var(--dim)');
    ctx.fillText(lane.place === 1 ? lane.workerId.slice(0, 20) : '', 0, y + laneHeight / 2);
    ctx.beginPath();
    ctx.moveTo(box.left, Math.round(y + laneHeight) - 0.5);
    ctx.lineTo(box.right, Math.round(y + laneHeight) - 0.5);
    ctx.stroke();
  }
}
