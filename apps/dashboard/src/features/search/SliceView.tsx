import { useMemo } from 'react';
import { parseWords } from '../../urlState.ts';
import { useUrlState } from '../../useUrlState.ts';
import { noValue } from './brush.ts';
import { type Dot, DotPlot } from './DotPlot.tsx';
import { finiteOrNull } from './finiteOrNull.ts';
import { PlotGrid } from './PlotGrid.tsx';
import { plotWords } from './plotWords.ts';
import { hasEnded, scoreOf } from './searchTrial.ts';
import type { Search } from './useSearch.ts';
import { ViewCard } from './ViewCard.tsx';

/** The objective over each hyperparameter alone: where the good region begins and ends. */
export function SliceView(props: { search: Search; sweepName: string; selected: ReadonlySet<number> }) {
  const { search, selected } = props;
  const [url, setUrl] = useUrlState();
  const wanted = parseWords(url.dims);
  const names = wanted.filter((name) => search.parameters.some((axis) => axis.name === name));
  const shown = search.parameters.flatMap((axis, index) =>
    names.length === 0 || names.includes(axis.name) ? [{ axis, index }] : [],
  );
  return (
    <ViewCard
      title={`${search.scoreAxis.name} over each hyperparameter`}
      small="A dot is a trial, the best bright. A cross below: it ended without a value."
      tools={
        names.length > 0 && (
          <button type="button" className="btn small" onClick={() => setUrl({ dims: undefined })}>
            All hyperparameters
          </button>
        )
      }
      file={`${props.sweepName}-slice`}
      csv={() => [
        ['trial', search.scoreAxis.name, ...shown.map(({ axis }) => axis.name)],
        ...search.trials.map((trial) => [
          trial.number,
          finiteOrNull(trial.scores[search.objective]),
          ...shown.map(({ index }) => trial.values[index]),
        ]),
      ]}
    >
      {(keep) => (
        <PlotGrid className={shown.length === 1 ? '' : 'small-plots'} onPicture={keep}>
          {shown.map(({ axis, index }) => (
            <div key={axis.name}>
              <h3>{axis.name}</h3>
              <Slice {...{ search, selected, index }} height={shown.length === 1 ? 340 : 190} />
            </div>
          ))}
        </PlotGrid>
      )}
    </ViewCard>
  );
}

function Slice(props: { search: Search; selected: ReadonlySet<number>; index: number; height: number }) {
  const { search, selected, index } = props;
  const axis = search.parameters[index]!;
  const dots = useMemo(
    () =>
      search.trials.map((trial, place): Dot => {
        const y = search.scoreAxis.at(scoreOf(trial, search.objective));
        return {
          trialId: trial.id,
          x: axis.at(trial.values[index]),
          y: Number.isNaN(y) && hasEnded(trial) ? noValue : y,
          colour: search.colours[place]!,
          isBig: selected.has(trial.number),
        };
      }),
    [search, selected, index, axis],
  );
  const words = useMemo(() => plotWords(search, [index]), [search, index]);
  return (
    <DotPlot
      name={`${search.scoreAxis.name} over ${axis.name}`}
      {...{ dots, words }}
      x={axis}
      y={search.scoreAxis}
      height={props.height}
      margin={46}
    />
  );
}
