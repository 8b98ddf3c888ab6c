import type { SweepRow } from '@seesaw/shared/records';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { sweepQuery } from '../../api/sweepQueries.ts';
import { Async, Skeleton } from '../../parts/Async.tsx';
import { TimeForMore } from '../../parts/Later.tsx';
import { Tabs } from '../../parts/Tabs.tsx';
import { usePageTitle } from '../../shell/usePageTitle.ts';
import { ViewsMenu } from '../../shell/ViewsMenu.tsx';
import { useUrlState } from '../../useUrlState.ts';
import { FrontCard } from '../front/FrontCard.tsx';
import { TrialTable } from '../trials/TrialTable.tsx';
import { NoTrainerBanner } from './NoTrainerBanner.tsx';
import { PointsCard } from './PointsCard.tsx';
import { playsGame } from './playsGame.ts';
import { SweepHeader } from './SweepHeader.tsx';
import { useSweepView } from './useSweepView.ts';

/** Loaded by those who look: curves, d3, canvases, a forest. The table does not wait for them. */
const OverviewTab = lazy(async () => ({ default: (await import('./OverviewTab.tsx')).OverviewTab }));
const ConfigTab = lazy(async () => ({ default: (await import('./ConfigTab.tsx')).ConfigTab }));
const EventsTab = lazy(async () => ({ default: (await import('./EventsTab.tsx')).EventsTab }));
const CurvesTab = lazy(async () => ({ default: (await import('./CurvesTab.tsx')).CurvesTab }));
const SamplesTab = lazy(async () => ({ default: (await import('./SamplesTab.tsx')).SamplesTab }));
const SearchTab = lazy(async () => ({ default: (await import('../search/SearchTab.tsx')).SearchTab }));

const route = getRouteApi('/sweeps/$sweepId');
const tabs = ['overview', 'table', 'curves', 'search', 'samples', 'config', 'events'] as const;

export function SweepPage() {
  const { sweepId } = route.useParams();
  const query = useQuery(sweepQuery(sweepId));
  usePageTitle(query.data?.name ?? 'Sweep');
  return (
    <main className="page">
      <div className="crumb">
        <Link to="/sweeps">Sweeps</Link>
        {query.data === undefined || !playsGame(query.data.definition) ? '' : ` / ${query.data.definition.dataset}`}
      </div>
      <Async query={query} skeleton={<Skeleton height={420} />}>
        {(sweep) => <SweepContent sweep={sweep} />}
      </Async>
    </main>
  );
}

function SweepContent(props: { sweep: SweepRow }) {
  const { sweep } = props;
  const [search] = useUrlState();
  const view = useSweepView(sweep);
  const shownTabs = tabs.filter((one) => one !== 'samples' || playsGame(sweep.definition));
  const tab = shownTabs.find((one) => one === search.tab) ?? 'overview';
  return (
    <TimeForMore value={view.rowsDrawn}>
      <SweepHeader sweep={sweep} view={view} />
      <NoTrainerBanner sweep={sweep} />
      <Tabs tabs={shownTabs} current={tab}>
        <ViewsMenu />
      </Tabs>
      {tab === 'overview' && (
        <div className="stack">
          <Suspense fallback={<Skeleton height={330} />}>
            {view.rowsDrawn ? <OverviewTab sweep={sweep} view={view} /> : <Skeleton height={330} />}
          </Suspense>
          {sweep.definition.metrics !== undefined && <FrontCard sweep={sweep} view={view} />}
          {sweep.definition.repeats > 1 && <PointsCard sweep={sweep} onSelect={view.select} />}
          <TrialTable sweep={sweep} selected={view.selected} onSelect={view.select} />
        </div>
      )}
      {tab === 'table' && <TrialTable sweep={sweep} selected={view.selected} onSelect={view.select} />}
      <Suspense fallback={<Skeleton height={420} />}>
        {tab === 'curves' && <CurvesTab sweep={sweep} view={view} />}
        {tab === 'search' && <SearchTab sweep={sweep} view={view} />}
        {tab === 'samples' && <SamplesTab view={view} />}
        {tab === 'config' && <ConfigTab sweep={sweep} />}
        {tab === 'events' && <EventsTab sweepId={sweep.id} />}
      </Suspense>
    </TimeForMore>
  );
}
