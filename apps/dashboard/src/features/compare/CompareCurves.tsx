import { Failure } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { CurveControls } from '../curves/CurveControls.tsx';
import { CurvePanel } from '../curves/CurvePanel.tsx';
import { lookByPlace } from '../curves/lineLook.ts';
import { useCurves } from '../curves/useCurves.ts';
import { useCurveView } from '../curves/useCurveView.ts';
import type { ComparedTrial } from './ComparePage.tsx';

/** Every metric that at least one of the trials reports, overlaid, with the band from minimum to maximum. */
export function CompareCurves(props: { trials: readonly ComparedTrial[] }) {
  const view = useCurveView();
  const objectives = new Set(props.trials.map(({ sweep }) => sweep?.definition.metric.name));
  const metrics = [...new Set(props.trials.flatMap(({ trial }) => Object.keys(trial.metrics)))].sort(
    (a, b) => Number(objectives.has(b)) - Number(objectives.has(a)) || a.localeCompare(b),
  );
  const curves = useCurves({ trialIds: props.trials.map(({ trial }) => trial.id), metrics, view });
  const lookOf = lookByPlace(
    new Map(props.trials.map(({ trial, label, colourOf }) => [trial.id, { label, place: colourOf }])),
  );
  if (curves.error !== null && curves.byMetric.size === 0)
    return <Failure error={curves.error} onRetry={curves.refetch} />;
  return (
    <>
      <CurveControls />
      <div className="cols-2">
        {metrics.map((metric) => (
          <Card key={metric}>
            <CurvePanel
              title={metric}
              name={metric}
              series={curves.byMetric.get(metric) ?? []}
              lookOf={lookOf}
              view={view}
              isLoading={curves.isLoading}
              height={190}
              legend
            />
          </Card>
        ))}
      </div>
    </>
  );
}
