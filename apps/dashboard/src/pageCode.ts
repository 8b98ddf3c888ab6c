/** The code of each page, which is loaded when it is wanted. */
export const pageCode = {
  sweeps: () => import('./features/sweeps/SweepsPage.tsx'),
  newSweep: () => import('./features/newSweep/NewSweepPage.tsx'),
  sweep: () => import('./features/sweep/SweepPage.tsx'),
  compare: () => import('./features/compare/ComparePage.tsx'),
  trial: () => import('./features/trial/TrialPage.tsx'),
  workers: () => import('./features/workers/WorkersPage.tsx'),
  settings: () => import('./features/settings/SettingsPage.tsx'),
};
