import { objectivesOf } from '@seesaw/shared/objective';
import type { SweepRow } from '@seesaw/shared/records';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { metricNamesQuery } from '../../api/sweepQueries.ts';
import { hoveredTrial } from '../../hoveredTrial.ts';
import { Empty, Failure, Skeleton } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { TrialTag } from '../../parts/TrialTag.tsx';
import { useKeys } from '../../shell/useKeys.ts';
import { useUrlState } from '../../useUrlState.ts';
import { CurveControls } from '../curves/CurveControls.tsx';
import { CurvePanel } from '../curves/CurvePanel.tsx';
import { defaultCharts, moveChart, parseCharts, printCharts } from '../curves/chartLayout.ts';
import { lookByTrial } from '../curves/lineLook.ts';
import { MetricChoice } from '../curves/MetricChoice.tsx';
import { useCurves } from '../curves/useCurves.ts';
import { useCurveView } from '../curves/useCurveView.ts';
import { checkFilter } from '../trials/filter/checkFilter.ts';
import { FilterField } from '../trials/filter/FilterField.tsx';
import { useFilterWords } from '../trials/filter/useFilterWords.ts';
import { StateFilter } from '../trials/StateFilter.tsx';
import { useListing } from '../trials/useListing.ts';
import { playsGame } from './playsGame.ts';
import { useOverlay } from './useOverlay.ts';
import type { SweepView } from './useSweepView.ts';

/** Charts side by side. */
const widths = ['1', '2', '3'] as const;

/** Curves of the chosen trials, or of all that match, in the charts that a person put together; cursors and zoom move together. */
export function CurvesTab(props: { sweep: SweepRow; view: SweepView }) {
  const { sweep, view } = props;
  const [search, setSearch] = useUrlState();
  const curveView = useCurveView();
  const filterInput = useRef<HTMLInputElement>(null);
  const { listing, setFilter, setStates } = useListing(sweep);
  const words = useFilterWords(sweep);
  const isAll = search.of === 'match';
  const perRow = widths.find((one) => one === search.per) ?? '2';
  const problem = words === undefined ? undefined : checkFilter(listing.filter, words);
  const overlay = useOverlay({ sweep, view, listing, isAll, isAsked: problem === undefined });
  const names = useQuery(metricNamesQuery(sweep.id));
  const metrics = names.data ?? [];
  const objectives = objectivesOf(sweep.definition).map(({ name }) => name);
  const charts = parseCharts(search.charts) ?? defaultCharts(metrics, objectives, isAll ? 2 : 6);
  const curves = useCurves({
    trialIds: overlay.trialIds,
    metrics: charts,
    view: curveView,
    isLive: sweep.endedAt === null,
  });
  useKeys([['/', () => filterInput.current?.focus()]]);
  if (names.error !== null && names.data === undefined)
    return <Failure error={names.error} onRetry={() => void names.refetch()} />;
  if (names.data === undefined || view.isLoading) return <Skeleton height={300} />;
  if (metrics.length === 0 || (view.shown.length === 0 && !isAll)) {
    return (
      <Empty title="No point yet.">
        {`Curves begin with the first row of metrics, \`${playsGame(sweep.definition) ? 'log_every' : 'eval_every'}\` steps into a trial.`}
      </Empty>
    );
  }

  const setCharts = (next: readonly string[]) => setSearch({ charts: printCharts(next) });
  const left = [...metrics].sort().filter((name) => !charts.includes(name));
  const pick = (trialId: number) => {
    const number = overlay.numberOf.get(trialId);
    if (number === undefined) return;
    const others = [...view.selected].filter((one) => one !== number);
    view.select(view.selected.has(number) ? others : [...others, number]);
  };
  const error = curves.error ?? overlay.error;
  return (
    <div className="stack">
      <div className="head">
        <div className="acts">
          <select
            className="field"
            aria-label="Which trials"
            value={isAll ? 'match' : 'chosen'}
            onChange={({ target }) => setSearch({ of: target.value === 'match' ? 'match' : undefined })}
          >
            <option value="chosen">selected trials, or the best four</option>
            <option value="match">all that match the filter</option>
          </select>
          {isAll ? (
            <span className="dim">{overlay.words}</span>
          ) : (
            <div className="legend" style={{ alignItems: 'center' }}>
              {view.shown.map((trial) => (
                <Link
                  key={trial.id}
                  to="/trials/$trialId"
                  params={{ trialId: String(trial.id) }}
                  onPointerEnter={() => hoveredTrial.set(trial.id)}
                  onPointerLeave={() => hoveredTrial.set(undefined)}
                >
                  <TrialTag number={trial.number} />
                </Link>
              ))}
              <span>{view.shownWords}; select others in the table</span>
            </div>
          )}
        </div>
        <CurveControls />
      </div>
      {isAll && (
        <div className="trial-filter">
          <FilterField
            inputRef={filterInput}
            value={listing.filter}
            words={words}
            refusal={problem}
            onChange={setFilter}
          />
          <StateFilter sweep={sweep} states={listing.states} onChange={setStates} />
        </div>
      )}
      {error !== null && <div className="note warn">Shown as of the last answer: {error.message}</div>}
      <div className={`charts-${charts.length === 1 ? '1' : perRow}`}>
        {charts.map((metric, index) => (
          <Card key={metric}>
            <CurvePanel
              title={
                <MetricChoice
                  value={metric}
                  options={[metric, ...left]}
                  onPick={(next) => setCharts(charts.map((one) => (one === metric ? next : one)))}
                />
              }
              name={metric}
              series={curves.byMetric.get(metric) ?? noSeries}
              lookOf={lookByTrial}
              view={curveView}
              isLoading={curves.isLoading}
              height={isAll || perRow === '1' ? 300 : 190}
              chosen={overlay.chosen}
              onPick={pick}
              tools={
                <ChartTools
                  metric={metric}
                  onMove={(by) => setCharts(moveChart(charts, index, by))}
                  onRemove={() => setCharts(charts.filter((one) => one !== metric))}
                />
              }
            />
          </Card>
        ))}
      </div>
      <div className="acts">
        <select
          className="field"
          aria-label="Add a chart"
          value=""
          disabled={left.length === 0}
          onChange={({ target }) => setCharts([...charts, target.value])}
        >
          <option value="">add a chart…</option>
          {left.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        {left.length > 0 && (
          <button type="button" className="btn small plain dim" onClick={() => setCharts([...charts, ...left])}>
            Add all {left.length}
          </button>
        )}
        {search.charts !== undefined && (
          <button type="button" className="btn small plain dim" onClick={() => setSearch({ charts: undefined })}>
            Usual charts
          </button>
        )}
        <label className="dim">
          side by side{' '}
          <select
            className="field"
            value={perRow}
            onChange={({ target }) => setSearch({ per: target.value === '2' ? undefined : target.value })}
          >
            {widths.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
      </div>
    </div>
  );
}

const noSeries = [] as const;

function ChartTools(props: { metric: string; onMove: (by: -1 | 1) => void; onRemove: () => void }) {
  const button = (label: string, sign: string, act: () => void) => (
    <button
      type="button"
      className="btn small plain dim"
      aria-label={`${label} ${props.metric}`}
      title={label}
      onClick={act}
    >
      {sign}
    </button>
  );
  return (
    <>
      {button('Move back', '←', () => props.onMove(-1))}
      {button('Move on', '→', () => props.onMove(1))}
      {button('Remove', '✕', props.onRemove)}
    </>
  );
}
