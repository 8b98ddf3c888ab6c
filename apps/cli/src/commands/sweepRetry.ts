import type { SweepRow } from '@seesaw/shared/records';
import { type RetryableTrialState, retryableTrialStates } from '@seesaw/shared/trialState';
import { Command } from 'commander';
import { usageError } from '../cliError.ts';
import { setAction } from '../commandAction.ts';
import { sentence } from '../output/words.ts';
import { findSweep } from '../select/findSweep.ts';
import { sweepArgument } from '../select/sweepArgument.ts';
import { trialNumbers } from '../select/trialNumbers.ts';
import type { Session } from '../session.ts';
import { addRetryOptions, type RetryOptions, retryBody } from './retryOptions.ts';

interface Options extends RetryOptions {
  readonly failed?: boolean;
  readonly diverged?: boolean;
  readonly cancelled?: boolean;
  readonly trials?: number[];
  readonly filter?: string;
}

export function sweepRetryCommand(session: Session): Command {
  const command = new Command('retry')
    .description('run failed trials again: same trial, next attempt, from its last good checkpoint')
    .argument('<sweep>', sweepArgument)
    .option('--failed', 'the failed trials; this is what happens without any choice, too')
    .option('--diverged', 'the diverged ones')
    .option('--cancelled', 'the cancelled ones')
    .option('--trials <numbers>', 'only these, e.g. 3,7 or 10-12; failed, diverged and cancelled ones', trialNumbers)
    .option(
      '--filter <condition>',
      'only those it holds for, e.g. \'health == "stalled"\'; failed, diverged and cancelled ones',
    );
  return setAction(addRetryOptions(command), async (wanted: string, options: Options) => {
    if (options.trials !== undefined && options.filter !== undefined)
      throw usageError('Trials are chosen by number or by a condition, not by both.', 'Use --trials or --filter.');
    const api = await session.api();
    const sweep = await findSweep(api, wanted);
    const states = retryableTrialStates.filter((state) => options[state]);
    const answer = await api.command(sweep.id, {
      ...retryBody(options),
      ...(states.length > 0 && { states }),
      ...(options.trials && { numbers: options.trials }),
      ...(options.filter !== undefined && { where: { filter: options.filter } }),
    });
    session.out.write(`${sentence(answer.message)}\n`);
    if (answer.trials > 0) session.out.write(`  watch it: seesaw sweep watch ${sweep.id}\n`);
    else if (options.trials === undefined && options.filter === undefined)
      session.out.write(otherRetries(sweep, states.length === 0 ? ['failed'] : states));
    return undefined;
  });
}

/** The commands that would have retried something. */
function otherRetries({ id, counts }: SweepRow, chosen: readonly RetryableTrialState[]): string {
  return retryableTrialStates
    .filter((state) => !chosen.includes(state) && counts[state] > 0)
    .map((state) => `  retry the ${counts[state]} ${state}: seesaw sweep retry ${id} --${state}\n`)
    .join('');
}
