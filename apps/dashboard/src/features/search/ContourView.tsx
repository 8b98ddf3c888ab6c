import { contours } from 'd3-contour';
import { useMemo } from 'react';
import { Empty } from '../../parts/Async.tsx';
import { viridisOfMark } from '../../theme/viridis.ts';
import { useUrlState } from '../../useUrlState.ts';
import { cssColour } from '../curves/cssColour.ts';
import { type Dot, DotPlot } from './DotPlot.tsx';
import { finiteOrNull } from './finiteOrNull.ts';
import { across, type PlotBox, up } from './paintPlot.ts';
import { plotWords } from './plotWords.ts';
import { scoreOf } from './searchTrial.ts';
import { surfaceOf } from './surface.ts';
import type { Search } from './useSearch.ts';
import { ViewCard } from './ViewCard.tsx';

const columns = 60;
const rows = 40;
const levels = 9;
const fewestPoints = 8;

/** Two hyperparameters against each other: what is typical between the trials, as lines of equal rank. */
export function ContourView(props: { search: Search; sweepName: string; selected: ReadonlySet<number> }) {
  const { search, selected } = props;
  const [url, setUrl] = useUrlState();
  const indexOf = (name: string | undefined) => search.parameters.findIndex((axis) => axis.name === name);
  const x = Math.max(0, indexOf(url.sx));
  const other = indexOf(url.sy);
  const y = other >= 0 && other !== x ? other : x === 0 ? 1 : 0;
  const points = useMemo(() => (search.parameters[y] === undefined ? [] : pointsOf(search, x, y)), [search, x, y]);
  const dots = useMemo(
    () =>
      search.trials.map(
        (trial, place): Dot => ({
          trialId: trial.id,
          x: search.parameters[x]?.at(trial.values[x]) ?? Number.NaN,
          y: search.parameters[y]?.at(trial.values[y]) ?? Number.NaN,
          colour: search.colours[place]!,
          isBig: selected.has(trial.number),
        }),
      ),
    [search, x, y, selected],
  );
  const paintBehind = useMemo(() => (points.length < fewestPoints ? undefined : painter(points)), [points]);
  const words = useMemo(() => plotWords(search, [x, y]), [search, x, y]);
  const [axisX, axisY] = [search.parameters[x], search.parameters[y]];
  if (axisX === undefined || axisY === undefined)
    return <Empty title="A contour needs two hyperparameters that vary." />;
  const choice = (label: string, value: number, key: 'sx' | 'sy', without: number) => (
    <select
      className="field"
      aria-label={label}
      value={search.parameters[value]?.name}
      onChange={({ target }) => setUrl({ [key]: target.value })}
    >
      {search.parameters.map((axis, index) => index !== without && <option key={axis.name}>{axis.name}</option>)}
    </select>
  );
  return (
    <ViewCard
      title={`${search.scoreAxis.name} over two hyperparameters`}
      small={
        points.length < fewestPoints
          ? `Too few results for lines between them: ${points.length} of at least ${fewestPoints}.`
          : 'Between the trials: their mean rank, the nearer the more weight (Gaussian, Scott’s width); the best bright. All other hyperparameters differ as well.'
      }
      tools={
        <>
          {choice('Across', x, 'sx', y)}×{choice('Up', y, 'sy', x)}
        </>
      }
      file={`${props.sweepName}-contour`}
      csv={() => [
        ['trial', axisX.name, axisY.name, search.scoreAxis.name],
        ...search.trials.map((trial) => [
          trial.number,
          trial.values[x],
          trial.values[y],
          finiteOrNull(trial.scores[search.objective]),
        ]),
      ]}
    >
      {(keep) => (
        <DotPlot
          name={`${search.scoreAxis.name} over ${axisX.name} and ${axisY.name}`}
          {...{ dots, words, paintBehind }}
          hasGround
          x={axisX}
          y={axisY}
          height={420}
          margin={70}
          onPicture={keep}
        />
      )}
    </ViewCard>
  );
}

function pointsOf(search: Search, x: number, y: number) {
  return search.trials.flatMap((trial, index) => {
    const good = search.good[index]!;
    const point = {
      x: search.parameters[x]!.at(trial.values[x]),
      y: search.parameters[y]!.at(trial.values[y]),
      value: good,
    };
    return Number.isNaN(point.x + point.y + good) || Number.isNaN(scoreOf(trial, search.objective)) ? [] : [point];
  });
}

function painter(points: Parameters<typeof surfaceOf>[0]) {
  const grid = surfaceOf(points, columns, rows);
  const thresholds = Array.from({ length: levels }, (_, index) => index / levels);
  const shapes = contours().size([columns, rows]).thresholds(thresholds)([...grid]);
  return (ctx: CanvasRenderingContext2D, box: PlotBox) => {
    ctx.save();
    ctx.beginPath();
    ctx.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    ctx.clip();
    for (const { value, coordinates } of shapes) {
      ctx.beginPath();
      for (const ring of coordinates.flat()) {
        for (const [index, [column, row]] of ring.entries()) {
          // From the middle of the first place to that of the last, as wide as the plot: contours round off what is outside.
          const [px, py] = [across(box, (column! - 0.5) / (columns - 1)), up(box, (row! - 0.5) / (rows - 1))];
          if (index === 0) ctx.moveTo(px, py);
          else ctx.lineTo(px, py);
        }
        ctx.closePath();
      }
      ctx.globalAlpha = 0.55;
      ctx.fillStyle = viridisOfMark(value + 0.5 / levels);
      ctx.fill('evenodd');
      ctx.globalAlpha = 0.5;
      ctx.strokeStyle = cssColour('var(--panel)');
      ctx.lineWidth = 1;
      ctx.stroke();
    }
    ctx.restore();
  };
}
