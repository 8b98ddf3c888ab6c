import { objectivesOf } from '@seesaw/shared/objective';
import type { SweepRow } from '@seesaw/shared/records';
import { endedTrialStates } from '@seesaw/shared/trialState';
import { withoutSuccess } from '@seesaw/shared/withoutSuccess';
import type { Column } from './columns.ts';
import type { Paint } from './paint.ts';
import { ago, meanText, shortNumber } from './words.ts';

export function sweepColumns(paint: Paint, nowMs: number): Column<SweepRow>[] {
  return [
    { title: 'id', cell: (row) => row.id },
    { title: 'name', cell: (row) => row.name },
    { title: 'state', cell: (row) => sweepStateText(row, paint), raw: (row) => row.state },
    {
      title: 'trials',
      align: 'right',
      cell: (row) => `${endedTrials(row)}/${row.plannedTrials}`,
      raw: (row) => row.plannedTrials,
    },
    { title: 'ended', align: 'right', cell: (row) => String(endedTrials(row)), raw: endedTrials },
    {
      title: 'failed',
      align: 'right',
      cell: (row) => (row.counts.failed ? paint.bad(String(row.counts.failed)) : '0'),
      raw: (row) => row.counts.failed ?? 0,
    },
    {
      title: 'best',
      align: 'right',
      cell: bestText,
      raw: (row) => row.bestScore,
    },
    {
      title: 'metric',
      cell: ({ definition }) =>
        objectivesOf(definition)
          .map(({ name }) => name)
          .join(', '),
    },
    { title: 'created', cell: (row) => ago(row.createdAt, nowMs), raw: (row) => row.createdAt },
  ];
}

/** A green `completed` would say that there is something to look at where there is nothing. */
export function sweepStateText(sweep: SweepRow, paint: Paint): string {
  return withoutSuccess(sweep) === undefined ? paint.state(sweep.state) : paint.bad(`${sweep.state}, none succeeded`);
}

/** With several objectives: how many trials are on the Pareto front. */
function bestText({ bestScore, bestTrialNumber, bestPoint, frontSize }: SweepRow): string {
  if (frontSize !== null) return `front of ${frontSize}`;
  if (bestScore === null) return '';
  return bestPoint ? meanText({ mean: bestScore, ...bestPoint }) : `${shortNumber(bestScore)} (#${bestTrialNumber})`;
}

export function endedTrials(row: SweepRow): number {
  return endedTrialStates.reduce((sum, state) => sum + (row.counts[state] ?? 0), 0);
}
