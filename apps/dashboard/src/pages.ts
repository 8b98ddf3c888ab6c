import { decoded } from './urlState.ts';

/** Every page: its path, in the router's words, and its code, which is loaded when it is wanted. */
export const pages = {
  sweeps: { path: '/sweeps', code: () => import('./features/sweeps/SweepsPage.tsx') },
  newSweep: { path: '/new', code: () => import('./features/newSweep/NewSweepPage.tsx') },
  sweep: { path: '/sweeps/$sweepId', code: () => import('./features/sweep/SweepPage.tsx') },
  compare: { path: '/compare', code: () => import('./features/compare/ComparePage.tsx') },
  trial: { path: '/trials/$trialId', code: () => import('./features/trial/TrialPage.tsx') },
  workers: { path: '/workers', code: () => import('./features/workers/WorkersPage.tsx') },
  settings: { path: '/settings', code: () => import('./features/settings/SettingsPage.tsx') },
} as const;

export interface FoundPage {
  readonly page: keyof typeof pages;
  /** What stands in the address where the path has a name, by that name. */
  readonly params: Readonly<Record<string, string>>;
}

/** The page at an address, before there is a router that could say it; the home page is the list of sweeps. */
export function pageAt(pathname: string): FoundPage | undefined {
  const parts = partsOf(pathname);
  if (parts.length === 0) return { page: 'sweeps', params: {} };
  for (const [page, { path }] of Object.entries(pages)) {
    const names = partsOf(path);
    const fits = names.length === parts.length && names.every((name, at) => name.startsWith('$') || name === parts[at]);
    if (!fits) continue;
    const params = names.flatMap((name, at) =>
      name.startsWith('$') ? [[name.slice(1), decoded(parts[at] ?? '')]] : [],
    );
    return { page: page as keyof typeof pages, params: Object.fromEntries(params) };
  }
  return undefined;
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}
