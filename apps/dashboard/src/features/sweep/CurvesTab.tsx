import type { SweepRow } from '@seesaw/shared/records';
import { useQuery } from '@tanstack/react-query';
import { metricNamesQuery } from '../../api/queries.ts';
import { Empty, Failure, Skeleton } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { TrialTag } from '../../parts/TrialTag.tsx';
import { CurveControls } from '../curves/CurveControls.tsx';
import { CurvePanel } from '../curves/CurvePanel.tsx';
import { lookByTrial } from '../curves/lineLook.ts';
import { useCurves } from '../curves/useCurves.ts';
import { useCurveView } from '../curves/useCurveView.ts';
import { playsGame } from './playsGame.ts';
import type { SweepView } from './useSweepView.ts';

/** Every metric of the shown trials; cursors and zoom move together. */
export function CurvesTab(props: { sweep: SweepRow; view: SweepView }) {
  const { sweep, view } = props;
  const curveView = useCurveView();
  const objective = sweep.definition.metric.name;
  const names = useQuery(metricNamesQuery(sweep.id));
  const metrics = [...(names.data ?? [])].sort(
    (a, b) => Number(b === objective) - Number(a === objective) || a.localeCompare(b),
  );
  const curves = useCurves({ trialIds: view.shown.map((trial) => trial.id), metrics, view: curveView });
  if (names.error !== null && names.data === undefined)
    return <Failure error={names.error} onRetry={() => void names.refetch()} />;
  if (names.data === undefined || view.isLoading) return <Skeleton height={300} />;
  if (metrics.length === 0 || view.shown.length === 0) {
    return (
      <Empty title="No point yet.">
        Curves begin with the first row of metrics, `{playsGame(sweep.definition) ? 'log_every' : 'eval_every'}` steps
        into a trial.
      </Empty>
    );
  }
  return (
    <div className="stack">
      <div className="head">
        <div className="legend" style={{ alignItems: 'center' }}>
          {view.shown.map((trial) => (
            <TrialTag key={trial.id} number={trial.number} />
          ))}
          <span>{view.shownWords}; select others in the table</span>
        </div>
        <CurveControls />
      </div>
      {curves.error !== null && <div className="note warn">Shown as of the last answer: {curves.error.message}</div>}
      <div className="cols-2">
        {metrics.map((metric) => (
          <Card key={metric}>
            <CurvePanel
              title={metric}
              name={metric}
              series={curves.byMetric.get(metric) ?? []}
              lookOf={lookByTrial}
              view={curveView}
              height={190}
            />
          </Card>
        ))}
      </div>
    </div>
  );
}
