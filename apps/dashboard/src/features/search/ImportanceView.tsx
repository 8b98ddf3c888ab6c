import { useEffect, useMemo, useState } from 'react';
import { formatCount } from '../../format/numbers.ts';
import { Empty, Failure, Skeleton } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { SaveButtons } from '../../parts/SaveButtons.tsx';
import { useUrlState } from '../../useUrlState.ts';
import type { Feature } from './forest.ts';
import { fewestResults, type ImportanceAnswer, type ImportanceQuestion } from './importance.ts';
import { isKnown, scoreOf } from './searchTrial.ts';
import type { Search } from './useSearch.ts';
import './search.css';

/** Below this the forest tells less than a guess by the mean would miss. */
const leastExplained = 0.1;

/** Which hyperparameters decide how good a trial is: permutation importance, and which way. */
export function ImportanceView(props: { search: Search; sweepName: string }) {
  const { search } = props;
  const [, setUrl] = useUrlState();
  const question = useMemo(() => questionOf(search), [search]);
  const n = question.losses.length;
  const fewest = fewestResults(question.features.length);
  const isEnough = n >= fewest && question.features.length > 0;
  const { answer, error, growAgain } = useForest(isEnough ? question : undefined);
  const most = Math.max(...(answer?.items.map(({ share }) => share) ?? []), 1e-9);
  return (
    <Card>
      <div className="curve-head">
        <h2>Importance for {search.scoreAxis.name}</h2>
        <div className="tools">
          <SaveButtons
            csv={{ file: `${props.sweepName}-importance.csv`, rows: () => rowsOf(answer) }}
            disabled={answer === undefined}
          />
        </div>
      </div>
      {question.features.length === 0 ? (
        <Empty title="Nothing varies." />
      ) : !isEnough ? (
        <Empty title={`Too few results: ${formatCount(n)} of at least ${formatCount(fewest)}.`}>
          Four for each of the {question.features.length} hyperparameters, and no fewer than twenty; with fewer, chance
          decides which one looks important.
        </Empty>
      ) : error !== undefined ? (
        <Failure error={error} onRetry={growAgain} />
      ) : answer === undefined ? (
        <>
          <p className="dim view-small">A forest grows on {formatCount(n)} results…</p>
          <Skeleton height={200} />
        </>
      ) : (
        <>
          <p className="dim view-small">
            By how much a forest of regression trees tells the rank of trials worse when one hyperparameter is shuffled,
            as a share of all variance, ± its standard error; ρ is Spearman's rank correlation with its 95 % interval,
            green where larger values are better. n = {formatCount(answer.n)}
            {answer.used < answer.n && `, ${formatCount(answer.used)} of them drawn for the forest`}; the forest
            explains {percent(answer.explained)} of what it has not seen.
          </p>
          {answer.explained < leastExplained && (
            <div className="note warn">
              The forest foretells next to nothing here ({percent(answer.explained)}): the bars say nothing. More
              trials, or a look at <i>slice</i>, tell more.
            </div>
          )}
          <ol className="bars" aria-label="Hyperparameters by importance">
            {answer.items.map(({ name, share, error, correlation }) => (
              <li key={name}>
                <button
                  type="button"
                  className="btn small plain"
                  title="See it in slice"
                  onClick={() => setUrl({ view: 'slice', dims: name })}
                >
                  {name}
                </button>
                <span className="bar" title={`${percent(share)} ± ${percent(error)}`}>
                  <i style={{ width: `${(100 * Math.max(0, share)) / most}%` }} />
                </span>
                <span className="num">
                  {percent(share)} <span className="dim">± {percent(error)}</span>
                </span>
                <span className="num">
                  {correlation === undefined || Number.isNaN(correlation.rho) ? (
                    <span className="dim">no order</span>
                  ) : (
                    <span style={{ color: toneOf(correlation) }}>
                      ρ {signed(correlation.rho)}{' '}
                      <span className="dim">
                        [{signed(correlation.low)}, {signed(correlation.high)}]
                      </span>
                    </span>
                  )}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </Card>
  );
}

/** Green or red only where chance alone would hardly give it. */
function toneOf({ low, high }: { low: number; high: number }): string {
  if (high < 0) return 'var(--ok)';
  return low > 0 ? 'var(--bad)' : 'var(--dim)';
}

function percent(share: number): string {
  return `${(100 * share).toFixed(Math.abs(share) < 0.1 ? 1 : 0).replace('-', '−')} %`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}

function questionOf(search: Search): ImportanceQuestion {
  const known = search.trials.filter(isKnown);
  const sign = search.objectives[search.objective]?.goal === 'maximize' ? -1 : 1;
  const features = search.parameters.map((axis, index): Feature => {
    const isOrdered = axis.choices.every((choice) => typeof choice === 'number');
    const values = Float64Array.from(known, (trial) => {
      const value = trial.values[index];
      if (axis.kind === 'choice' && !isOrdered) {
        const place = axis.choices.indexOf(value as string);
        return place < 0 ? Number.NaN : place;
      }
      return typeof value === 'number' ? value : Number.NaN;
    });
    return { name: axis.name, values, choices: axis.kind === 'choice' && !isOrdered ? axis.choices.length : 0 };
  });
  const losses = Float64Array.from(known, (trial) => {
    const score = scoreOf(trial, search.objective);
    return Number.isNaN(score) ? Number.POSITIVE_INFINITY : sign * score;
  });
  return { features, losses, seed: 1 };
}

interface Forest {
  /** Undefined until the first forest has grown; while another grows on newer results, what the last one told. */
  readonly answer: ImportanceAnswer | undefined;
  readonly error: Error | undefined;
  readonly growAgain: () => void;
}

function useForest(question: ImportanceQuestion | undefined): Forest {
  const [answer, setAnswer] = useState<ImportanceAnswer | undefined>(undefined);
  const [error, setError] = useState<Error | undefined>(undefined);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks the same question
  useEffect(() => {
    setError(undefined);
    if (question === undefined) return;
    const worker = new Worker(new URL('./importance.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<ImportanceAnswer>) => setAnswer(data);
    worker.onerror = (event) => {
      // It is told on the page.
      event.preventDefault();
      // Code that could not be loaded says nothing.
      const why = event.message ? `: ${event.message}` : ': its code could not be loaded';
      setError(new Error(`The forest did not grow${why}.`));
    };
    worker.postMessage(question);
    return () => worker.terminate();
  }, [question, attempt]);
  return { answer, error, growAgain: () => setAttempt((before) => before + 1) };
}

function rowsOf(answer: ImportanceAnswer | undefined) {
  return [
    ['hyperparameter', 'share', 'standard error', 'rho', 'low', 'high', 'n'],
    ...(answer?.items ?? []).map(({ name, share, error, correlation }) => [
      ...[name, share, error],
      ...[correlation?.rho, correlation?.low, correlation?.high].map((value) => (Number.isNaN(value) ? null : value)),
      answer?.n,
    ]),
  ];
}
