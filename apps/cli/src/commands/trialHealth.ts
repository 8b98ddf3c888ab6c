import type { VerdictRow } from '@seesaw/shared/records';
import type { Command } from 'commander';
import { outputOption, setAction } from '../commandAction.ts';
import { type OutputFormat, printRows } from '../output/printRows.ts';
import { findTrial } from '../select/findTrial.ts';
import type { Session } from '../session.ts';
import { trialNamed } from './trialNamed.ts';

/** How the game went: each verdict from the step on at which it was spoken. */
export function trialHealthCommand(session: Session): Command {
  const command = trialNamed(
    'health',
    'verdicts of a trial by step, each with its evidence and what to turn',
  ).addOption(outputOption());
  return setAction(command, async (wanted: string, options: { sweep?: string; output: OutputFormat }) => {
    const api = await session.api();
    const trial = await findTrial(api, wanted, options.sweep);
    printRows<VerdictRow>(session, {
      rows: await api.verdicts(trial.id),
      columns: [
        { title: 'from step', align: 'right', raw: (row) => row.step, cell: (row) => String(row.step) },
        { title: 'verdict', raw: (row) => row.health, cell: (row) => session.paint.health(row.health) },
        { title: 'evidence', cell: (row) => row.evidence },
        { title: 'advice', cell: (row) => row.advice },
      ],
      format: options.output,
      empty: 'No verdict was spoken yet.',
    });
    return undefined;
  });
}
