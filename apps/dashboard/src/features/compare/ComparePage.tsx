import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { useQueries } from '@tanstack/react-query';
import { sweepQuery } from '../../api/sweepQueries.ts';
import { trialQuery } from '../../api/trialQueries.ts';
import { Empty, Failure, Skeleton } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { usePageTitle } from '../../shell/usePageTitle.ts';
import { ViewsMenu } from '../../shell/ViewsMenu.tsx';
import { parseNumbers, printList } from '../../urlState.ts';
import { useUrlState } from '../../useUrlState.ts';
import { HealthTimeline } from '../health/HealthTimeline.tsx';
import { SampleGrid } from '../samples/SampleGrid.tsx';
import { playsGame } from '../sweep/playsGame.ts';
import { AddTrial } from './AddTrial.tsx';
import { CompareCheckpoints } from './CompareCheckpoints.tsx';
import { CompareCurves } from './CompareCurves.tsx';
import { ConfigDiffCard } from './ConfigDiffCard.tsx';
import { comparedLabels } from './comparedLabels.ts';
import { MetricTable } from './MetricTable.tsx';

export interface ComparedTrial {
  readonly trial: TrialRow;
  readonly sweep: SweepRow | undefined;
  /** What no other one is called: {@link comparedLabels}. */
  readonly label: string;
  /** Decides the colour: the number within one sweep, else the place in the comparison. */
  readonly colourOf: number;
}

const maxTrials = 24;

/** Any trials, of any sweeps: what differs in them, and what came of it. */
export function ComparePage() {
  usePageTitle('Compare');
  const [search, setSearch] = useUrlState();
  const ids = parseNumbers(search.trials).slice(0, maxTrials);
  const trialQueries = useQueries({ queries: ids.map((id) => trialQuery(id)) });
  const rows = trialQueries.map((query) => query.data).filter((trial) => trial !== undefined);
  const sweepIds = [...new Set(rows.map((trial) => trial.sweepId))];
  const sweeps = useQueries({ queries: sweepIds.map((id) => sweepQuery(id)) }).map((query) => query.data);
  const trials = compared(rows, sweeps);
  const drawing = trials.filter(({ trial }) => playsGame(trial.config));
  const error = trialQueries.find((query) => query.error !== null && query.data === undefined)?.error;
  const setIds = (next: readonly number[]) => setSearch({ trials: printList(next) });
  return (
    <main className="page">
      <div className="head" style={{ marginBottom: 12 }}>
        <h1>Compare</h1>
        <div className="acts">
          <AddTrial onAdd={(id) => setIds([...new Set([...ids, id])])} />
          <ViewsMenu />
        </div>
      </div>
      {error !== undefined && error !== null && <Failure error={error} />}
      {ids.length === 0 ? (
        <section className="card">
          <Empty title="Nothing to compare yet.">
            <span>
              Select trials in the table of a sweep (<kbd>x</kbd>) and press “Compare”, or add them above.
            </span>
          </Empty>
        </section>
      ) : trials.length === 0 && error === undefined ? (
        <Skeleton height={300} />
      ) : (
        <div className="stack">
          <ConfigDiffCard trials={trials} onRemove={(id) => setIds(ids.filter((one) => one !== id))} />
          {drawing.length > 0 && (
            <Card title="Samples" small="same latent vectors over steps and trials">
              <SampleGrid
                trials={drawing.map(({ trial, label, colourOf }) => ({
                  id: trial.id,
                  label,
                  colourOf,
                  dataset: trial.config.dataset,
                }))}
                columns={8}
                crop={4}
                big
              />
            </Card>
          )}
          {drawing.length > 0 && <HealthTimeline trials={drawing} />}
          <CompareCurves trials={trials} />
          <MetricTable trials={trials} />
          <CompareCheckpoints trials={trials} />
        </div>
      )}
    </main>
  );
}

function compared(rows: readonly TrialRow[], sweeps: readonly (SweepRow | undefined)[]): ComparedTrial[] {
  const several = new Set(rows.map((trial) => trial.sweepId)).size > 1;
  const labels = comparedLabels(rows, sweeps);
  return rows.map((trial, place) => ({
    trial,
    sweep: sweeps.find((one) => one?.id === trial.sweepId),
    label: labels[place]!,
    colourOf: several ? place + 1 : trial.number,
  }));
}
