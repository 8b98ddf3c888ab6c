import type { ArchivedFilter, GroupKey } from '@seesaw/shared/queries';
import type { CurveRequest } from './curveQueries.ts';
import type { Grouping, TrialListing } from './trialListQueries.ts';

/**
 * Names of everything in the query cache, so that the live stream can tell what an event makes stale. Every read is in one of the
 * `…Queries.ts` beside; old data stay on screen while new ones load, so that a refresh never resets what a person sees.
 */
export const keys = {
  session: ['session'],
  health: ['health'],
  catalog: ['catalog'],
  workers: ['workers'],
  sweeps: ['sweeps'],
  sweepList: (archived: ArchivedFilter) => ['sweeps', archived],
  sweep: (sweepId: string) => ['sweep', sweepId],
  yaml: (sweepId: string) => ['yaml', sweepId],
  metricNames: (sweepId: string) => ['metricNames', sweepId],
  trialsOf: (sweepId: string) => ['trials', sweepId],
  overviewTrials: (sweepId: string, limit: number) => ['trials', sweepId, 'overview', limit],
  bestTrials: (sweepId: string) => ['trials', sweepId, 'overview', 'best'],
  trialNumbered: (sweepId: string, number: number) => ['trials', sweepId, 'number', number],
  overlaidTrials: (sweepId: string, listing: TrialListing) => ['trials', sweepId, 'overlaid', listing],
  searchTrials: (sweepId: string, columns: readonly string[]) => ['searchTrials', sweepId, columns],
  points: (sweepId: string) => ['trials', sweepId, 'points'],
  trialTables: (sweepId: string) => ['trials', sweepId, 'table'],
  trialTable: (sweepId: string, listing: TrialListing, columns: readonly string[]) => [
    'trials',
    sweepId,
    'table',
    listing,
    columns,
  ],
  trialGroups: (sweepId: string, listing: TrialListing, grouping: Grouping) => [
    'trials',
    sweepId,
    'groups',
    listing,
    grouping,
  ],
  groupTrials: (sweepId: string, listing: TrialListing, group: Grouping & { key: GroupKey }) => [
    'trials',
    sweepId,
    'group',
    listing,
    group,
  ],
  trialCells: (sweepId: string, number: number, columns: readonly string[]) => [
    'trials',
    sweepId,
    'cells',
    number,
    columns,
  ],
  selection: (sweepId: string, selectionId: number) => ['selection', sweepId, selectionId],
  trial: (trialId: number) => ['trial', trialId],
  curves: (request: CurveRequest) => ['curves', request.trialIds, request],
  clocks: (request: { trialIds: readonly number[] }) => ['curves', request.trialIds, 'clocks', request],
  manyCurves: (request: CurveRequest) => ['manyCurves', request],
  manyClocks: (request: { trialIds: readonly number[] }) => ['manyCurves', 'clocks', request],
  samplesAll: ['samples'],
  samples: (trialIds: readonly number[]) => ['samples', trialIds],
  verdicts: (trialIds: readonly number[]) => ['verdicts', trialIds],
  sampleTensors: (sampleId: number) => ['sampleTensors', sampleId],
  attempts: (trialId: number) => ['attempts', trialId],
  checkpoints: (trialId: number) => ['checkpoints', trialId],
  logs: (trialId: number, level: string) => ['logs', trialId, level],
  validation: (yaml: string) => ['validation', yaml],
  events: (sweepId: string, progress: boolean) => ['events', sweepId, progress],
} as const;
