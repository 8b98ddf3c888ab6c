import { useMemo } from 'react';
import { formatNumber, formatTrialNumber } from '../../format/numbers.ts';
import { useUrlState } from '../../useUrlState.ts';
import { cssColour } from '../curves/cssColour.ts';
import { bestSoFar } from './bestSoFar.ts';
import { noValue } from './brush.ts';
import { type Dot, DotPlot } from './DotPlot.tsx';
import { across, type PlotBox, up } from './paintPlot.ts';
import { plotWords } from './plotWords.ts';
import { numberAxis } from './searchAxis.ts';
import { hasEnded, scoreOf } from './searchTrial.ts';
import { timeAxis } from './timeAxis.ts';
import type { Search } from './useSearch.ts';
import { ViewCard } from './ViewCard.tsx';

/** Every result in the order of its number or its end, and the best so far. */
export function HistoryView(props: {
  search: Search;
  sweepName: string;
  startedAt: string;
  selected: ReadonlySet<number>;
}) {
  const { search, selected } = props;
  const [url, setUrl] = useUrlState();
  const isTime = url.sx === 'time';
  const start = Date.parse(props.startedAt);
  const { goal, name } = search.objectives[search.objective]!;
  const axis = useMemo(() => {
    const xs = search.trials.map((trial) => (isTime ? (trial.endedAt ?? start) - start : trial.number));
    return isTime ? timeAxis(xs) : numberAxis('trial', [1, ...xs], false);
  }, [search, isTime, start]);
  const { dots, best } = useMemo(() => {
    const xOf = (trial: Search['trials'][number]) =>
      isTime ? (trial.endedAt === undefined ? Number.NaN : trial.endedAt - start) : trial.number;
    const reached = search.trials.map((trial) => ({
      trialId: trial.id,
      x: xOf(trial),
      value: scoreOf(trial, search.objective),
    }));
    return {
      best: bestSoFar(reached, goal),
      dots: search.trials.map((trial, index): Dot => {
        const y = search.scoreAxis.at(reached[index]!.value);
        return {
          trialId: trial.id,
          x: axis.at(reached[index]!.x),
          y: Number.isNaN(y) && hasEnded(trial) ? noValue : y,
          colour: search.colours[index]!,
          isBig: selected.has(trial.number),
        };
      }),
    };
  }, [search, selected, axis, goal, isTime, start]);
  const paintBehind = useMemo(
    () => (ctx: CanvasRenderingContext2D, box: PlotBox) => {
      ctx.strokeStyle = cssColour('var(--ok-mark)');
      ctx.lineWidth = 2;
      ctx.beginPath();
      for (const [index, step] of best.entries()) {
        const [x, y] = [across(box, axis.at(step.x)), up(box, search.scoreAxis.at(step.value))];
        if (index === 0) ctx.moveTo(x, y);
        else {
          ctx.lineTo(x, up(box, search.scoreAxis.at(best[index - 1]!.value)));
          ctx.lineTo(x, y);
        }
      }
      const last = best.at(-1);
      if (last !== undefined) ctx.lineTo(box.right, up(box, search.scoreAxis.at(last.value)));
      ctx.stroke();
    },
    [best, axis, search],
  );
  const words = useMemo(() => plotWords(search, []), [search]);
  const numberOf = new Map(search.trials.map((trial) => [trial.id, trial.number]));
  const last = best.at(-1);
  return (
    <ViewCard
      title={`Best ${name} so far`}
      small={
        last === undefined
          ? 'No result yet.'
          : `${formatNumber(last.value)} by trial ${formatTrialNumber(numberOf.get(last.trialId) ?? 0)}; it got better ${best.length - 1} times after the first result. Dots are all results, a cross below is a trial that ended without.`
      }
      tools={
        <select
          className="field"
          aria-label="Order"
          value={isTime ? 'time' : 'trial'}
          onChange={({ target }) => setUrl({ sx: target.value === 'time' ? 'time' : undefined })}
        >
          <option value="trial">by trial number</option>
          <option value="time">by the time of their end</option>
        </select>
      }
      file={`${props.sweepName}-history`}
      csv={() => [['trial', axis.name, name], ...best.map((step) => [numberOf.get(step.trialId), step.x, step.value])]}
    >
      {(keep) => (
        <DotPlot
          name={`Best ${name} so far`}
          {...{ dots, words, paintBehind }}
          x={axis}
          y={search.scoreAxis}
          height={360}
          onPicture={keep}
        />
      )}
    </ViewCard>
  );
}
