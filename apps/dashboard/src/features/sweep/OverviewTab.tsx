import { objectivesOf } from '@seesaw/shared/objective';
import type { SweepRow } from '@seesaw/shared/records';
import { useQuery } from '@tanstack/react-query';
import { metricNamesQuery } from '../../api/sweepQueries.ts';
import { formatTrialNumber } from '../../format/numbers.ts';
import { Failure, Skeleton } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { useUrlState } from '../../useUrlState.ts';
import { BalanceCard } from '../balance/BalanceCard.tsx';
import { CurvePanel } from '../curves/CurvePanel.tsx';
import { lookByTrial } from '../curves/lineLook.ts';
import { MetricChoice } from '../curves/MetricChoice.tsx';
import { useCurves } from '../curves/useCurves.ts';
import { useCurveView } from '../curves/useCurveView.ts';
import { SampleGrid } from '../samples/SampleGrid.tsx';
import { playsGame } from './playsGame.ts';
import type { SweepView } from './useSweepView.ts';

/** What is best, where the good region is, what went wrong and what to turn. */
export function OverviewTab(props: { sweep: SweepRow; view: SweepView }) {
  const { sweep, view } = props;
  if (view.error !== null && view.trials.length === 0) return <Failure error={view.error} />;
  if (view.isLoading) return <Skeleton height={330} />;
  const draws = playsGame(sweep.definition);
  return (
    <div className={draws ? 'cols-3' : 'cols-2'}>
      <BalanceCard sweep={sweep} view={view} />
      <OverviewCurves sweep={sweep} view={view} />
      {draws && (
        <Card title="Samples" small={view.shownWords}>
          <SampleGrid trials={sampledTrials(view)} columns={6} crop={2} />
        </Card>
      )}
    </div>
  );
}

export function sampledTrials(view: SweepView) {
  return view.shown.map((trial) => ({
    id: trial.id,
    label: formatTrialNumber(trial.number),
    colourOf: trial.number,
    dataset: trial.config.dataset,
  }));
}

function OverviewCurves(props: { sweep: SweepRow; view: SweepView }) {
  const { sweep, view } = props;
  const [search, setSearch] = useUrlState();
  const curveView = useCurveView();
  const names = useQuery(metricNamesQuery(sweep.id)).data ?? [];
  const first = search.metric ?? sweep.definition.metric.name;
  // A formula has nothing that a second chart would always show.
  const second =
    search.metric2 ?? (playsGame(sweep.definition) ? 'train/d_loss' : objectivesOf(sweep.definition)[1]?.name);
  const shown = [first, ...(second === undefined ? [] : [second])];
  const curves = useCurves({
    trialIds: view.shown.map((trial) => trial.id),
    metrics: [...new Set(shown)],
    view: curveView,
  });
  const options = [...new Set([...shown, ...names])].sort();
  const pick = (trialId: number) => {
    const number = view.shown.find(({ id }) => id === trialId)?.number;
    if (number === undefined) return;
    const others = [...view.selected].filter((one) => one !== number);
    view.select(view.selected.has(number) ? others : [...others, number]);
  };
  const chooser = (key: 'metric' | 'metric2', value: string) => (
    <MetricChoice value={value} options={options} onPick={(metric) => setSearch({ [key]: metric })} />
  );
  return (
    <Card>
      {curves.error !== null && curves.byMetric.size === 0 ? (
        <Failure error={curves.error} onRetry={curves.refetch} />
      ) : (
        <div className="stack" style={{ opacity: curves.isLoading ? 0.6 : 1 }}>
          <CurvePanel
            title={chooser('metric', first)}
            name={first}
            note={view.shownWords}
            series={curves.byMetric.get(first) ?? []}
            lookOf={lookByTrial}
            onPick={pick}
            view={curveView}
            height={second === undefined ? 380 : 158}
            isLoading={curves.isLoading}
            legend={second === undefined}
          />
          {second !== undefined && (
            <CurvePanel
              title={chooser('metric2', second)}
              name={second}
              series={curves.byMetric.get(second) ?? []}
              lookOf={lookByTrial}
              onPick={pick}
              view={curveView}
              height={158}
              isLoading={curves.isLoading}
              legend
            />
          )}
        </div>
      )}
    </Card>
  );
}
