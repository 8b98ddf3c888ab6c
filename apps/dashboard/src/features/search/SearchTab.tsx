import type { SweepRow } from '@seesaw/shared/records';
import { formatCount } from '../../format/numbers.ts';
import { Empty, Failure, Skeleton } from '../../parts/Async.tsx';
import { parseWords, printList } from '../../urlState.ts';
import { useUrlState } from '../../useUrlState.ts';
import { FrontCard } from '../front/FrontCard.tsx';
import type { SweepView } from '../sweep/useSweepView.ts';
import { ContourView } from './ContourView.tsx';
import { HistoryView } from './HistoryView.tsx';
import { ImportanceView } from './ImportanceView.tsx';
import { MatrixView } from './MatrixView.tsx';
import { ParallelView } from './ParallelView.tsx';
import { SliceView } from './SliceView.tsx';
import { SlotsView } from './SlotsView.tsx';
import { type Search, useSearch } from './useSearch.ts';
import './search.css';
import { NameSelect } from '../../parts/NameSelect.tsx';

const views = {
  parallel: 'Parallel coordinates',
  importance: 'Importance',
  slice: 'Slice',
  contour: 'Contour',
  matrix: 'Scatter matrix',
  front: 'Pareto front',
  history: 'Best so far',
  slots: 'Slots',
} as const;
type ViewName = keyof typeof views;

/** What the search has found: eight ways to look at the same trials. The one under the pointer lights up, a press opens it. */
export function SearchTab(props: { sweep: SweepRow; view: SweepView }) {
  const { sweep, view } = props;
  const [url, setUrl] = useUrlState();
  const search = useSearch(sweep);
  const hasFront = search.objectives.length > 1;
  const names = (Object.keys(views) as ViewName[]).filter((name) => name !== 'front' || hasFront);
  const current = names.find((name) => name === url.view) ?? 'parallel';
  return (
    <div className="stack">
      <div className="head">
        <nav className="views" aria-label="Views of the search">
          {names.map((name) => (
            <button
              key={name}
              type="button"
              className="btn small"
              aria-pressed={name === current}
              onClick={() => setUrl({ view: name === 'parallel' ? undefined : name })}
            >
              {views[name]}
            </button>
          ))}
        </nav>
        <div className="acts">
          <button
            type="button"
            className="btn small"
            aria-pressed={search.scoreAxis.isLog}
            onClick={() => {
              const names = parseWords(url.alog);
              const { name } = search.scoreAxis;
              setUrl({
                alog: printList(names.includes(name) ? names.filter((one) => one !== name) : [...names, name]),
              });
            }}
          >
            log {search.scoreAxis.name}
          </button>
          {hasFront && (
            <NameSelect
              label="Objective"
              value={search.objectives[search.objective]?.name}
              names={search.objectives.map(({ name }) => name)}
              onPick={(goal) => setUrl({ goal })}
            />
          )}
          {search.total > search.trials.length && !search.isLoading && (
            <span className="dim">
              the first {formatCount(search.trials.length)} of {formatCount(search.total)} trials
            </span>
          )}
        </div>
      </div>
      {search.error !== null && search.trials.length === 0 ? (
        <Failure error={search.error} />
      ) : search.isLoading ? (
        <Skeleton height={400} />
      ) : search.trials.length === 0 ? (
        <Empty title="No trial yet.">The first ones appear as soon as the search has suggested them.</Empty>
      ) : (
        <Chosen {...{ sweep, view, search, current }} />
      )}
    </div>
  );
}

function Chosen(props: { sweep: SweepRow; view: SweepView; search: Search; current: ViewName }) {
  const { sweep, view, search } = props;
  const common = { search, sweepName: sweep.name, selected: view.selected };
  switch (props.current) {
    case 'parallel':
      return <ParallelView {...common} onSelect={view.select} />;
    case 'importance':
      // Another objective begins without what the forest told of the one before.
      return <ImportanceView key={search.objective} search={search} sweepName={sweep.name} />;
    case 'slice':
      return <SliceView {...common} />;
    case 'contour':
      return <ContourView {...common} />;
    case 'matrix':
      return <MatrixView {...common} />;
    case 'front':
      return <FrontCard sweep={sweep} view={view} />;
    case 'history':
      return <HistoryView {...common} startedAt={sweep.createdAt} />;
    case 'slots':
      return <SlotsView search={search} sweepName={sweep.name} isLive={sweep.endedAt === null} />;
  }
}
