import { type TrialState, trialStates } from '@seesaw/shared/trialState';
import { Command } from 'commander';
import { usageError } from '../cliError.ts';
import { outputOption, setAction } from '../commandAction.ts';
import { type OutputFormat, printRows } from '../output/printRows.ts';
import { byScore, trialColumns } from '../output/trialColumns.ts';
import { findSweep } from '../select/findSweep.ts';
import type { Session } from '../session.ts';

interface Options {
  readonly sweep: string;
  readonly state?: string;
  readonly filter?: string;
  readonly front?: boolean;
  readonly sort: string;
  readonly output: OutputFormat;
}

export function trialListCommand(session: Session): Command {
  const command = new Command('list')
    .description('every trial of a sweep with its configuration, step, score and health')
    .requiredOption('--sweep <sweep>', 'id, name, unique beginning, or latest')
    .option('--state <states>', 'only these, e.g. failed or failed,diverged')
    .option('--filter <condition>', 'only those it holds for, e.g. \'loss in ("wgan-gp", "hinge") and lr_ratio < 0.5\'')
    .option('--front', 'only the Pareto front: results that no other one beats in every objective')
    .option('--sort <key>', 'number, or score with the best first', 'number')
    .addOption(outputOption());
  return setAction(command, (options: Options) => list(session, options));
}

async function list(
  session: Session,
  { sweep: wanted, state, filter, front, sort, output }: Options,
): Promise<undefined> {
  if (sort !== 'number' && sort !== 'score')
    throw usageError(`Cannot sort by "${sort}".`, 'Use --sort number or --sort score.');
  const states = state === undefined ? undefined : checkedStates(state);
  const api = await session.api();
  const sweep = await findSweep(api, wanted);
  const rows = await api.allTrials(sweep.id, {
    ...(states === undefined ? {} : { state: states.join(',') }),
    ...(filter === undefined ? {} : { filter }),
    ...(front ? { front: 'true' } : {}),
  });
  if (sort === 'score') rows.sort(byScore(sweep));
  printRows(session, {
    rows,
    columns: trialColumns(sweep, session.paint),
    format: output,
    empty: front ? `${sweep.name} has no such result yet.` : nothing(sweep.name, states, filter),
  });
  return undefined;
}

function nothing(sweepName: string, states: readonly TrialState[] | undefined, filter: string | undefined): string {
  if (filter !== undefined) return `No trial of ${sweepName} fits the filter.`;
  return states === undefined
    ? `${sweepName} has no trial yet.`
    : `No trial of ${sweepName} is ${states.join(' or ')}.`;
}

function checkedStates(text: string): TrialState[] {
  return text.split(',').map((part) => {
    const state = trialStates.find((known) => known === part.trim());
    if (state === undefined)
      throw usageError(`"${part}" is no state of a trial.`, `There is: ${trialStates.join(', ')}.`);
    return state;
  });
}
