import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { sweepQuery } from '../../api/sweepQueries.ts';
import { attemptsQuery, checkpointsQuery, trialQuery } from '../../api/trialQueries.ts';
import { formatTrialNumber } from '../../format/numbers.ts';
import { Async, Skeleton } from '../../parts/Async.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { usePageTitle } from '../../shell/usePageTitle.ts';
import { ViewsMenu } from '../../shell/ViewsMenu.tsx';
import { useUrlState } from '../../useUrlState.ts';
import { AttemptsCard } from './AttemptsCard.tsx';
import { CheckpointsCard } from './CheckpointsCard.tsx';
import { ExploreTab } from './ExploreTab.tsx';
import { LogsTab } from './LogsTab.tsx';
import { TrialConfigTab } from './TrialConfigTab.tsx';
import { TrialHeader } from './TrialHeader.tsx';
import { TrialOverview } from './TrialOverview.tsx';

const route = getRouteApi('/trials/$trialId');
const tabs = ['overview', 'explore', 'logs', 'attempts', 'checkpoints', 'config'] as const;

export function TrialPage() {
  const trialId = Number(route.useParams().trialId);
  const trial = useQuery(trialQuery(trialId));
  const sweepId = trial.data?.sweepId;
  const sweep = useQuery({ ...sweepQuery(sweepId ?? ''), enabled: sweepId !== undefined });
  usePageTitle(
    trial.data === undefined ? 'Trial' : `${formatTrialNumber(trial.data.number)} ${sweep.data?.name ?? ''}`.trim(),
  );
  return (
    <main className="page">
      <div className="crumb">
        <Link to="/sweeps">Sweeps</Link>
        {trial.data !== undefined && (
          <>
            {' / '}
            <Link to="/sweeps/$sweepId" params={{ sweepId: trial.data.sweepId }}>
              {sweep.data?.name ?? trial.data.sweepId}
            </Link>
          </>
        )}
      </div>
      <Async query={trial} skeleton={<Skeleton height={420} />}>
        {(data) => <TrialContent trial={data} sweep={sweep.data} />}
      </Async>
    </main>
  );
}

function TrialContent(props: { trial: TrialRow; sweep: SweepRow | undefined }) {
  const { trial, sweep } = props;
  const [search] = useUrlState();
  const tab = tabs.find((one) => one === search.tab) ?? 'overview';
  const attempts = useQuery(attemptsQuery(trial.id));
  const checkpoints = useQuery(checkpointsQuery(trial.id));
  const counts = {
    ...(attempts.data === undefined ? {} : { attempts: attempts.data.length }),
    ...(checkpoints.data === undefined ? {} : { checkpoints: checkpoints.data.length }),
  };
  return (
    <>
      <TrialHeader trial={trial} sweep={sweep} />
      <Tabs tabs={tabs} current={tab} counts={counts}>
        <ViewsMenu />
      </Tabs>
      {tab === 'overview' && <TrialOverview trial={trial} objective={sweep?.definition.metric.name ?? 'eval/score'} />}
      {tab === 'explore' && <ExploreTab trial={trial} checkpoints={checkpoints.data} />}
      {tab === 'logs' && <LogsTab trial={trial} />}
      {tab === 'attempts' && <AttemptsCard query={attempts} trial={trial} />}
      {tab === 'checkpoints' && <CheckpointsCard query={checkpoints} />}
      {tab === 'config' && <TrialConfigTab trial={trial} />}
    </>
  );
}
