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
import { type SlotBar, type SlotRow, slotRows } from './slotRows.ts';
import { timeAxis } from './timeAxis.ts';
import type { Search } from './useSearch.ts';
import { ViewCard } from './ViewCard.tsx';
import './search.css';

/** The API answers for as many trials at once. */
const mostTrials = 2000;
const rowHeight = 16;
const left = 172;

/** Which attempt held a slot when: gaps are time in which the slot trained nothing of the sweep. */
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
  const rows = useMemo(() => slotRows(clocks.data?.items ?? [], Date.now()), [clocks.data]);
  const bars = rows.flatMap((row) => row.bars);
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
      small={`A bar is one attempt of a trial: ${formatCount(bars.length)} attempts of ${shown}. A row is one slot of a worker or, where it trains several trials in one program, a lane of it.`}
      file={`${props.sweepName}-slots`}
      csv={() => [
        ['worker', 'slot', 'lane', 'trial', 'attempt', 'from', 'to', 'outcome'],
        ...rows.flatMap(({ workerId, slot, lane, bars: own }) =>
          own.map((bar) => [
            ...[workerId, slot, lane, bar.number, bar.attempt],
            ...[bar.from, bar.to].map((at) => new Date(at).toISOString()),
            bar.outcome,
          ]),
        ),
      ]}
      foot={<Legend bars={bars} />}
    >
      {(keep) => <Timeline rows={rows} onPicture={keep} />}
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

function Timeline(props: { rows: readonly SlotRow[]; onPicture: (draw: () => HTMLCanvasElement) => void }) {
  const { rows, onPicture } = props;
  const { ref, width } = useElementSize<HTMLDivElement>();
  const base = useRef<HTMLCanvasElement>(null);
  const light = useRef<HTMLCanvasElement>(null);
  const navigate = useNavigate();
  const scheme = useComputedColorScheme('light');
  const [tip, setTip] = useState<{ left: number; top: number; bar: SlotBar } | undefined>(undefined);
  const height = rows.length * rowHeight + 26;
  const box = useMemo(
    () => ({ left, right: Math.max(left + 20, width - 12), top: 2, bottom: height - 22 }),
    [width, height],
  );
  const { start, axis } = useMemo(() => {
    const bars = rows.flatMap((row) => row.bars);
    const first = bars.reduce((low, { from }) => Math.min(low, from), Number.POSITIVE_INFINITY);
    return { start: first, axis: timeAxis(bars.map(({ to }) => to - first)) };
  }, [rows]);
  const spanOf = (bar: SlotBar) => {
    const from = across(box, axis.at(bar.from - start));
    return { from, width: Math.max(1.5, across(box, axis.at(bar.to - start)) - from - 0.5) };
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read from the page, which the scheme changes
  useEffect(() => {
    const ctx = base.current === null || width === 0 ? undefined : prepare(base.current, width, height);
    if (ctx === undefined) return;
    paintRows(ctx, box, rows);
    ctx.textAlign = 'center';
    ctx.textBaseline = 'top';
    ctx.fillStyle = cssColour('var(--dim)');
    for (const tick of axis.ticks) ctx.fillText(tick.label, across(box, tick.at), box.bottom + 6);
    for (const [index, row] of rows.entries()) {
      for (const bar of row.bars) {
        const { from, width: wide } = spanOf(bar);
        ctx.fillStyle = cssColour(trialStateLook(bar.outcome ?? 'running').colour);
        ctx.fillRect(from, box.top + index * rowHeight + 2, wide, rowHeight - 5);
      }
    }
  }, [rows, axis, box, width, height, scheme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: spanOf is box and axis
  useEffect(() => {
    const draw = () => {
      const ctx = light.current === null || width === 0 ? undefined : prepare(light.current, width, height);
      const trialId = hoveredTrial.get();
      if (ctx === undefined || trialId === undefined) return;
      ctx.strokeStyle = cssColour('var(--ink)');
      ctx.lineWidth = 2;
      for (const [index, row] of rows.entries()) {
        for (const bar of row.bars) {
          if (bar.trialId !== trialId) continue;
          const { from, width: wide } = spanOf(bar);
          ctx.strokeRect(from - 1, box.top + index * rowHeight + 1, wide + 2, rowHeight - 3);
        }
      }
    };
    draw();
    return hoveredTrial.subscribe(draw);
  }, [rows, axis, box, width, height]);
  useEffect(() => onPicture(() => onPanel(base.current!)), [onPicture]);

  const move = (event: PointerEvent) => {
    const frame = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - frame.left, event.clientY - frame.top];
    const row = rows[Math.floor((y - box.top) / rowHeight)];
    const bar = row?.bars.find((one) => {
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
        aria-label={`Timeline of slots: ${rows.length} rows`}
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
            {trialStateLook(tip.bar.outcome ?? 'running').label} after {formatDuration(tip.bar.to - tip.bar.from)}
          </div>
        </div>
      )}
    </div>
  );
}

function paintRows(ctx: CanvasRenderingContext2D, box: PlotBox, rows: readonly SlotRow[]): void {
  ctx.font = '10.5px Inter, system-ui, sans-serif';
  ctx.textBaseline = 'middle';
  ctx.strokeStyle = cssColour('var(--line)');
  for (const [index, { workerId, slot, lane }] of rows.entries()) {
    const y = box.top + index * rowHeight;
    ctx.fillStyle = cssColour('var(--dim)');
    ctx.textAlign = 'left';
    if (workerId !== rows[index - 1]?.workerId) ctx.fillText(shortened(workerId), 0, y + rowHeight / 2);
    ctx.textAlign = 'right';
    ctx.fillText(lane > 0 ? `lane ${lane}` : `slot ${slot ?? '?'}`, box.left - 8, y + rowHeight / 2);
    ctx.beginPath();
    ctx.moveTo(box.left, Math.round(y + rowHeight) - 0.5);
    ctx.lineTo(box.right, Math.round(y + rowHeight) - 0.5);
    ctx.stroke();
  }
}

/** The end of a worker's id tells it from others on its host. */
function shortened(workerId: string): string {
  return workerId.length <= 21 ? workerId : `${workerId.slice(0, 6)}…${workerId.slice(-14)}`;
}
