import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  useRouter,
} from '@tanstack/react-router';
import { prefetchSweep } from './features/sweep/prefetchSweep.ts';
import { pages } from './pages.ts';
import { Failure, Skeleton } from './parts/Async.tsx';
import { AppShell } from './shell/AppShell.tsx';
import { codeOfPage } from './shell/codeOfPage.ts';
import { NotFound } from './shell/NotFound.tsx';
import { pickSearch, type Search } from './urlState.ts';

/** The one table of pages. What a person sets on a page lives in its search parameters, so every view can be shared. */
const rootRoute = createRootRouteWithContext<{ client: QueryClient }>()({
  component: AppShell,
  notFoundComponent: NotFound,
});

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/sweeps' });
  },
});

const sweepsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.sweeps.path,
  validateSearch: pickSearch('q', 'archived'),
  component: lazyRouteComponent(codeOfPage(pages.sweeps.code), 'SweepsPage'),
});

const newSweepRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.newSweep.path,
  validateSearch: pickSearch('clone', 'trial', 'start'),
  component: lazyRouteComponent(codeOfPage(pages.newSweep.code), 'NewSweepPage'),
});

const sweepRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.sweep.path,
  validateSearch: pickSearch(
    'tab',
    'sel',
    'sort',
    'state',
    'q',
    'cols',
    'pin',
    'w',
    'by',
    'base',
    'metric',
    'metric2',
    'x',
    'y',
    'split',
    'fx',
    'fy',
    'step',
    'zoom',
    'smooth',
    'log',
    'logx',
    'over',
    'of',
    'charts',
    'per',
    'view',
    'goal',
    'axes',
    'alog',
    'brush',
    'sx',
    'sy',
    'dims',
  ),
  // Beside the code of the page and not after it. Nothing waits for this: the page shows what is there.
  loader: ({ context, params, location }) => {
    void prefetchSweep(context.client, params.sweepId, location.search as Search);
  },
  component: lazyRouteComponent(codeOfPage(pages.sweep.code), 'SweepPage'),
});

const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.compare.path,
  validateSearch: pickSearch('trials', 'step', 'zoom', 'smooth', 'log', 'logx', 'over', 'all'),
  component: lazyRouteComponent(codeOfPage(pages.compare.code), 'ComparePage'),
});

const trialRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.trial.path,
  validateSearch: pickSearch('tab', 'step', 'zoom', 'smooth', 'log', 'logx', 'over', 'level', 'find'),
  component: lazyRouteComponent(codeOfPage(pages.trial.code), 'TrialPage'),
});

const workersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.workers.path,
  component: lazyRouteComponent(codeOfPage(pages.workers.code), 'WorkersPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: pages.settings.path,
  component: lazyRouteComponent(codeOfPage(pages.settings.code), 'SettingsPage'),
});

const routeTree = rootRoute.addChildren([
  homeRoute,
  sweepsRoute,
  newSweepRoute,
  sweepRoute,
  compareRoute,
  trialRoute,
  workersRoute,
  settingsRoute,
]);

export function createAppRouter(client: QueryClient) {
  return createRouter({
    routeTree,
    context: { client },
    // Plain `?key=value`: addresses that people can read, edit and paste.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const set = Object.entries(search).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
      );
      const text = new URLSearchParams(set).toString().replaceAll('%2C', ',').replaceAll('%2F', '/');
      return text === '' ? '' : `?${text}`;
    },
    scrollRestoration: true,
    defaultPendingComponent: () => (
      <main className="page">
        <Skeleton height={240} />
      </main>
    ),
    defaultErrorComponent: ({ error, reset }) => (
      <main className="page">
        <RetriedFailure error={error instanceof Error ? error : new Error(String(error))} reset={reset} />
      </main>
    ),
  });
}

function RetriedFailure({ error, reset }: { error: Error; reset: () => void }) {
  const router = useRouter();
  // Code that was missing is asked for again only with the route.
  return <Failure error={error} onRetry={() => void router.invalidate().then(reset)} />;
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
