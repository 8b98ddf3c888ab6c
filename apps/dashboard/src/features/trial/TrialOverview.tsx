import type { TrialRow } from '@seesaw/shared/records';
import { formatTrialNumber } from '../../format/numbers.ts';
import { Empty, Failure } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { CurveControls } from '../curves/CurveControls.tsx';
import { CurvePanel } from '../curves/CurvePanel.tsx';
import { lookByPlayer } from '../curves/lineLook.ts';
import { groupMetrics } from '../curves/metricGroups.ts';
import { useCurves } from '../curves/useCurves.ts';
import { useCurveView } from '../curves/useCurveView.ts';
import { HealthTimeline } from '../health/HealthTimeline.tsx';
import { SampleGrid } from '../samples/SampleGrid.tsx';
import { playsGame } from '../sweep/playsGame.ts';

/** The game as it was played: D blue, G amber, real neutral. */
export function TrialOverview(props: { trial: TrialRow; objective: string }) {
  const { trial } = props;
  const view = useCurveView();
  const groups = groupMetrics(Object.keys(trial.metrics), props.objective);
  const curves = useCurves({ trialIds: [trial.id], metrics: groups.flatMap((group) => group.metrics).sort(), view });
  return (
    <div className="stack">
      {playsGame(trial.config) && (
        <Card title="Samples" small="same latent vectors at every step">
          <SampleGrid
            trials={[
              {
                id: trial.id,
                label: formatTrialNumber(trial.number),
                colourOf: trial.number,
                dataset: trial.config.dataset,
              },
            ]}
            columns={9}
            crop={4}
          />
        </Card>
      )}
      {playsGame(trial.config) && (
        <HealthTimeline trials={[{ trial, label: formatTrialNumber(trial.number), colourOf: trial.number }]} />
      )}
      {groups.length === 0 ? (
        <Card>
          <Empty title="No point yet.">
            The first row of metrics comes after{' '}
            {String(trial.config.values.log_every ?? trial.config.values.eval_every ?? 'some')} steps.
          </Empty>
        </Card>
      ) : (
        <>
          <CurveControls />
          {curves.error !== null && <Failure error={curves.error} onRetry={curves.refetch} />}
          <div className="cols-2">
            {groups.map((group) => (
              <Card key={group.title}>
                <CurvePanel
                  title={group.title}
                  name={`${formatTrialNumber(trial.number)} ${group.title}`}
                  series={group.metrics.flatMap((metric) => curves.byMetric.get(metric) ?? [])}
                  lookOf={lookByPlayer}
                  view={view}
                  isLoading={curves.isLoading}
                  legend={group.metrics.length > 1}
                  {...(group.note === undefined ? {} : { note: group.note })}
                />
              </Card>
            ))}
          </div>
        </>
      )}
    </div>
  );
}
