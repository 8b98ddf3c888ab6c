import type { CurveRequest, TrialListing } from './queries.ts';

/** Names of everything in the query cache, so that the live stream can tell what an event makes stale. */
export const keys = {
  session: ['session'],
  health: ['health'],
  catalog: ['catalog'],
  workers: ['workers'],
  sweeps: ['sweeps'],
  sweep: (sweepId: string) => ['sweep', sweepId],
  yaml: (sweepId: string) => ['yaml', sweepId],
  metricNames: (sweepId: string) => ['metricNames', sweepId],
  trialsOf: (sweepId: string) => ['trials', sweepId],
  overviewTrials: (sweepId: string) => ['trials', sweepId, 'overview'],
  points: (sweepId: string) => ['trials', sweepId, 'points'],
  trialTable: (sweepId: string, listing: TrialListing, columns: readonly string[]) => [
    'trials',
    sweepId,
    'table',
    listing,
    columns,
  ],
  trial: (trialId: number) => ['trial', trialId],
  curvesAll: ['curves'],
  curves: (request: CurveRequest) => ['curves', request.trialIds, request],
  samplesAll: ['samples'],
  samples: (trialIds: readonly number[]) => ['samples', trialIds],
  attempts: (trialId: number) => ['attempts', trialId],
  checkpoints: (trialId: number) => ['checkpoints', trialId],
  logs: (trialId: number, level: string) => ['logs', trialId, level],
  validation: (yaml: string) => ['validation', yaml],
  events: (sweepId: string) => ['events', sweepId],
} as const;
