import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import { parseTrialColumn } from '@seesaw/shared/trialColumn';
import { variedKnobs } from '../../balance/knobs.ts';
import { readIds } from '../columns/tableLayout.ts';

/** Everything that the sweep varies but the training seed: trials that differ in nothing else are one group. */
export function allButSeed(sweep: ResolvedSweep): string[] {
  return variedKnobs(sweep)
    .filter((name) => name !== 'seed')
    .map((name) => `point.${name}`);
}

/** What trials are grouped by, from the address: metrics do not group. */
export function readGrouping(text: string | undefined): string[] {
  return readIds(text).filter((id) => parseTrialColumn(id)?.kind !== 'metric');
}

const ungrouped: ReadonlySet<string> = new Set([
  'onFront',
  'createdAt',
  'startedAt',
  'endedAt',
  'id',
  'lastError',
  'healthEvidence',
]);

/** Columns of which a group can tell something beside what it is grouped by. */
export function statisticColumns(columns: readonly string[], by: readonly string[]): string[] {
  return columns.filter((id) => !by.includes(id) && !ungrouped.has(id));
}
