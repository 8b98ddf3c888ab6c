import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { TrialOrder } from '@seesaw/shared/selection';
import { Command } from 'commander';
import { usageError } from '../cliError.ts';
import { setAction } from '../commandAction.ts';
import { sentence } from '../output/words.ts';
import { findSweep } from '../select/findSweep.ts';
import { findTrial, trialArgument } from '../select/findTrial.ts';
import { sweepArgument } from '../select/sweepArgument.ts';
import { numberRanges } from '../select/trialNumbers.ts';
import type { Session } from '../session.ts';
import { readValue } from './assignments.ts';
import { addRetryOptions, type RetryOptions, retryBody } from './retryOptions.ts';
import { trialNamed, trialSweepOption } from './trialNamed.ts';

export function trialRetryCommand(session: Session): Command {
  const command = trialNamed('retry', 'run a failed, cancelled or diverged trial again, as its next attempt');
  return setAction(addRetryOptions(command), async (wanted: string, options: RetryOptions & { sweep?: string }) => {
    const api = await session.api();
    const trial = await findTrial(api, wanted, options.sweep);
    const answer = await api.command(trial.sweepId, { ...retryBody(options), numbers: [trial.number] });
    session.out.write(`${sentence(answer.message)}\n`);
    return undefined;
  });
}

const orders = [
  { name: 'stop', kind: 'stop-trial', text: 'let a running trial write a checkpoint and end; what it reached counts' },
  { name: 'cancel', kind: 'cancel-trial', text: 'end one trial now; its checkpoints and metrics are kept' },
  { name: 'skip', kind: 'skip-trial', text: 'never begin a trial that waits for its turn' },
] as const;

interface OrderOptions {
  readonly sweep?: string;
  readonly filter?: string;
}

/** Orders to one trial, or to all that a condition chooses; their sweep goes on. */
export function trialOrderCommands(session: Session): Command[] {
  return orders.map(({ name, kind, text }) => {
    const command = new Command(name)
      .description(text)
      .argument('[trial]', trialArgument)
      .option(...trialSweepOption)
      .option('--filter <condition>', "instead of one trial all of the sweep that it holds for, e.g. 'lr_d < 1e-4'");
    return setAction(command, (wanted: string | undefined, options: OrderOptions) =>
      options.filter === undefined
        ? orderOne(session, wanted, kind, options.sweep)
        : orderMany(session, { ...options, filter: options.filter, wanted, order: name }),
    );
  });
}

async function orderOne(
  session: Session,
  wanted: string | undefined,
  kind: (typeof orders)[number]['kind'],
  sweep: string | undefined,
): Promise<undefined> {
  if (wanted === undefined) throw usageError('Which trial?', `Give a ${trialArgument}, or --sweep and --filter.`);
  const api = await session.api();
  const trial = await findTrial(api, wanted, sweep);
  const answer = await api.command(trial.sweepId, { kind, number: trial.number });
  session.out.write(`${sentence(answer.message)}\n`);
  return undefined;
}

/** One command for all of them; what became of which trials is printed, those that it could not be done to with the reason. */
async function orderMany(
  session: Session,
  given: OrderOptions & { filter: string; wanted: string | undefined; order: TrialOrder },
): Promise<undefined> {
  if (given.wanted !== undefined)
    throw usageError('Trials are chosen by name or by a condition, not by both.', 'Leave out the trial or --filter.');
  if (given.sweep === undefined) throw usageError('A condition needs a sweep.', 'Add --sweep <sweep>.');
  const api = await session.api();
  const sweep = await findSweep(api, given.sweep);
  const { order, filter } = given;
  const answer = await api.command(sweep.id, { kind: 'order-trials', order, where: { filter } });
  session.out.write(`${sentence(answer.message)}\n`);
  if (answer.selectionId === undefined) return undefined;
  const { report } = await api.selection(sweep.id, answer.selectionId);
  for (const { outcome, words, hint, numbers } of report ?? []) {
    const which = numbers.length === 1 ? `trial ${numbers[0]}` : `trials ${numberRanges(numbers)}: each`;
    const line = `${outcome}: ${which} ${words}`;
    session.out.write(`  ${line}${hint === undefined ? '' : ` (${hint})`}\n`);
  }
  return undefined;
}

export function trialAddCommand(session: Session): Command {
  const command = new Command('add')
    .description('a trial with a point of your own; what the sweep varies and you leave out gets the default')
    .argument('<values...>', 'e.g. lr_d=1e-4 loss=hinge', readValue)
    .requiredOption('--sweep <sweep>', `the sweep to add it to: ${sweepArgument}`)
    .option('--force', 'also where it breaks a condition or a constraint of the sweep');
  return setAction(command, async (values: Record<string, Scalar>, options: { sweep: string; force?: boolean }) => {
    const api = await session.api();
    const sweep = await findSweep(api, options.sweep);
    const answer = await api.command(sweep.id, {
      kind: 'add-trial',
      values,
      ...(options.force === true && { force: true }),
    });
    session.out.write(`${sentence(answer.message)}\n`);
    if (answer.number !== undefined) session.out.write(`  see it: seesaw trial show ${sweep.id}/${answer.number}\n`);
    return undefined;
  });
}
