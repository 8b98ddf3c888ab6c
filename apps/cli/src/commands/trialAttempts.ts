import type { AttemptRow } from '@seesaw/shared/api';
import type { Command } from 'commander';
import { outputOption, setAction } from '../commandAction.ts';
import { type OutputFormat, printRows } from '../output/printRows.ts';
import { ago, duration } from '../output/words.ts';
import { findTrial } from '../select/findTrial.ts';
import type { Session } from '../session.ts';
import { trialNamed } from './trialNamed.ts';

export function trialAttemptsCommand(session: Session): Command {
  const command = trialNamed(
    'attempts',
    'each start or restart of a trial: on which slot (and lane) of which worker, from where, how it ended',
  ).addOption(outputOption());
  return setAction(command, async (wanted: string, options: { sweep?: string; output: OutputFormat }) => {
    const api = await session.api();
    const trial = await findTrial(api, wanted, options.sweep);
    printRows<AttemptRow>(session, {
      rows: await api.attempts(trial.id),
      columns: [
        { title: 'attempt', align: 'right', raw: (row) => row.attempt, cell: (row) => String(row.attempt) },
        { title: 'from step', align: 'right', raw: (row) => row.fromStep, cell: (row) => String(row.fromStep) },
        { title: 'worker', cell: (row) => row.workerId },
        { title: 'slot', align: 'right', raw: (row) => row.slot, cell: (row) => String(row.slot ?? '') },
        { title: 'lane', align: 'right', raw: (row) => row.lane, cell: (row) => String(row.lane ?? '') },
        { title: 'started', raw: (row) => row.startedAt, cell: (row) => ago(row.startedAt, Date.now()) },
        { title: 'took', align: 'right', raw: tookMs, cell: took },
        { title: 'outcome', raw: (row) => row.outcome, cell: (row) => row.outcome ?? 'in progress' },
        { title: 'error', cell: (row) => row.error ?? '' },
      ],
      format: options.output,
      empty: 'It has not started yet.',
    });
    return undefined;
  });
}

function tookMs({ startedAt, endedAt }: AttemptRow): number | null {
  return endedAt === null ? null : Date.parse(endedAt) - Date.parse(startedAt);
}

function took(row: AttemptRow): string {
  const ms = tookMs(row);
  return ms === null ? '' : duration(ms);
}
