import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { SweepsPage } from './features/sweeps/SweepsPage.tsx';
import { Failure, Skeleton } from './parts/Async.tsx';
import { AppShell } from './shell/AppShell.tsx';
import { NotFound } from './shell/NotFound.tsx';
import { pickSearch } from './urlState.ts';

/** The one table of pages. What a person sets on a page lives in its search parameters, so every view can be shared. */
const rootRoute = createRootRoute({ component: AppShell, notFoundComponent: NotFound });

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/sweeps' });
  },
});

const sweepsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sweeps',
  validateSearch: pickSearch('q', 'archived'),
  component: SweepsPage,
});

const newSweepRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/new',
  validateSearch: pickSearch('clone', 'trial', 'start'),
  component: lazyRouteComponent(() => import('./features/newSweep/NewSweepPage.tsx'), 'NewSweepPage'),
});

const sweepRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sweeps/$sweepId',
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
  component: lazyRouteComponent(() => import('./features/sweep/SweepPage.tsx'), 'SweepPage'),
});

const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/compare',
  validateSearch: pickSearch('trials', 'step', 'zoom', 'smooth', 'log', 'logx', 'over', 'all'),
  component: lazyRouteComponent(() => import('./features/compare/ComparePage.tsx'), 'ComparePage'),
});

const trialRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/trials/$trialId',
  validateSearch: pickSearch('tab', 'step', 'zoom', 'smooth', 'log', 'logx', 'over', 'level', 'find'),
  component: lazyRouteComponent(() => import('./features/trial/TrialPage.tsx'), 'TrialPage'),
});

const workersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/workers',
  component: lazyRouteComponent(() => import('./features/workers/WorkersPage.tsx'), 'WorkersPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./features/settings/SettingsPage.tsx'), 'SettingsPage'),
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

export function createAppRouter() {
  return createRouter({
    routeTree,
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
        <Failure error={error instanceof Error ? error : new Error(String(error))} onRetry={reset} />
      </main>
    ),
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
