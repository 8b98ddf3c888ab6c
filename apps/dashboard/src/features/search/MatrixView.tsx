import { useMemo } from 'react';
import { parseWords, printList } from '../../urlState.ts';
import { useUrlState } from '../../useUrlState.ts';
import { type Dot, DotPlot } from './DotPlot.tsx';
import { finiteOrNull } from './finiteOrNull.ts';
import { PlotGrid } from './PlotGrid.tsx';
import { plotWords } from './plotWords.ts';
import type { SearchAxis } from './searchAxis.ts';
import { type SearchTrial, scoreOf } from './searchTrial.ts';
import type { Search } from './useSearch.ts';
import { ViewCard } from './ViewCard.tsx';

/** Without a choice; more than six are too small to be read. */
const usual = 4;
const most = 6;

interface Row {
  readonly axis: SearchAxis;
  readonly at: (trial: SearchTrial) => number;
}

/** Every pair of some hyperparameters and the objective. */
export function MatrixView(props: { search: Search; sweepName: string; selected: ReadonlySet<number> }) {
  const { search, selected } = props;
  const [url, setUrl] = useUrlState();
  const wanted = parseWords(url.dims).filter((name) => search.parameters.some((axis) => axis.name === name));
  const names = (wanted.length > 0 ? wanted : search.parameters.map(({ name }) => name).slice(0, usual)).slice(0, most);
  const chosen = names.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `chosen` is the names
  const rows = useMemo(
    (): Row[] => [
      ...names.map((name) => {
        const index = search.parameters.findIndex((axis) => axis.name === name);
        const axis = search.parameters[index]!;
        return { axis, at: (trial: SearchTrial) => axis.at(trial.values[index]) };
      }),
      { axis: search.scoreAxis, at: (trial) => search.scoreAxis.at(scoreOf(trial, search.objective)) },
    ],
    [search, chosen],
  );
  const left = search.parameters.filter(({ name }) => !names.includes(name));
  return (
    <ViewCard
      title="Scatter matrix"
      small="Each plot is a pair; a dot is a trial, the best bright."
      tools={
        <>
          {names.map((name) => (
            <button
              key={name}
              type="button"
              className="btn small plain dim"
              title={`Remove ${name}`}
              disabled={names.length < 2}
              onClick={() => setUrl({ dims: printList(names.filter((one) => one !== name)) })}
            >
              {name} ✕
            </button>
          ))}
          {left.length > 0 && names.length < most && (
            <select
              className="field"
              aria-label="Add a hyperparameter"
              value=""
              onChange={({ target }) => setUrl({ dims: printList([...names, target.value]) })}
            >
              <option value="">add…</option>
              {left.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          )}
        </>
      }
      file={`${props.sweepName}-matrix`}
      csv={() => [
        ['trial', ...search.parameters.map(({ name }) => name), search.scoreAxis.name],
        ...search.trials.map((trial) => [trial.number, ...trial.values, finiteOrNull(trial.scores[search.objective])]),
      ]}
    >
      {(keep) => (
        <div className="scroll-x">
          <PlotGrid
            className="matrix"
            style={{ gridTemplateColumns: `repeat(${rows.length - 1}, minmax(150px, 1fr))` }}
            onPicture={keep}
          >
            {rows.slice(1).flatMap((y, row) =>
              rows.slice(0, -1).map((x, column) =>
                column <= row ? (
                  <div key={`${x.axis.name} ${y.axis.name}`}>
                    <h3>
                      {y.axis.name} <span className="dim">over {x.axis.name}</span>
                    </h3>
                    <Pair {...{ search, selected, x, y }} />
                  </div>
                ) : (
                  <span key={`${x.axis.name} ${y.axis.name}`} />
                ),
              ),
            )}
          </PlotGrid>
        </div>
      )}
    </ViewCard>
  );
}

function Pair(props: { search: Search; selected: ReadonlySet<number>; x: Row; y: Row }) {
  const { search, selected, x, y } = props;
  const dots = useMemo(
    () =>
      search.trials.map(
        (trial, index): Dot => ({
          trialId: trial.id,
          x: x.at(trial),
          y: y.at(trial),
          colour: search.colours[index]!,
          isBig: selected.has(trial.number),
        }),
      ),
    [search, selected, x, y],
  );
  const words = useMemo(() => {
    const shown = [x, y].map(({ axis }) => search.parameters.indexOf(axis)).filter((index) => index >= 0);
    return plotWords(search, shown);
  }, [search, x, y]);
  return (
    <DotPlot
      name={`${y.axis.name} over ${x.axis.name}`}
      {...{ dots, words }}
      x={x.axis}
      y={y.axis}
      height={160}
      margin={44}
    />
  );
}
