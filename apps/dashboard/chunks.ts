import type { Rolldown } from 'vite';

/**
 * What goes into one file. Left alone, whatever two pages share is a file of its own: a page was fifty of them, most of a few hundred
 * bytes, and each is a question that browser and server have to go through before anything is drawn.
 */
export const chunks: Rolldown.CodeSplittingGroup[] = [
  // What asks for the first answers.
  { name: 'first', tags: ['$initial'], priority: 3 },
  // What every page stands on.
  {
    name: 'ground',
    test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|@tanstack\/(react-router|router-core|history|store|react-store|react-query|query-core)|@mantine\/(hooks|core\/esm\/core\/(MantineProvider|utils)))\//,
    priority: 2,
    includeDependenciesRecursively: false,
  },
  // What pages share of ours and is small.
  {
    name: 'parts',
    test: /dashboard\/src\/(parts(?!\/(Confirm|MenuOfButton))|format|theme|shell|api(?!\/curveQueries)|features\/(remarks\/|\w+\/(CommandNotice|useSweepCommand|useMappedTrials|mappedTrial|useSearchTrials|searchTrial|MetricValue|UnservedPool|pools|sweepCounts)\.)|\w+\.ts)|packages\/shared\//,
    minShareCount: 2,
    priority: 1,
    includeDependenciesRecursively: false,
  },
];
