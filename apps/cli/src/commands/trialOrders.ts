import type { Scalar } from '@seesaw/shared/hyperparameter';
import { Command } from 'commander';
import { setAction } from '../commandAction.ts';
import { sentence } from '../output/words.ts';
import { findSweep } from '../select/findSweep.ts';
import { findTrial, trialArgument } from '../select/findTrial.ts';
import { sweepArgument } from '../select/sweepArgument.ts';
import type { Session } from '../session.ts';
import { readValue } from './assignments.ts';
import { addRetryOptions, type RetryOptions, retryBody } from './retryOptions.ts';

export function trialRetryCommand(session: Session): Command {
  const command = new Command('retry')
    .description('run a failed, cancelled or diverged trial again, as its next attempt')
    .argument('<trial>', trialArgument)
    .option('--sweep <sweep>', 'the trial is a number in this sweep');
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

/** Orders to one trial; its sweep goes on. */
export function trialOrderCommands(session: Session): Command[] {
  return orders.map(({ name, kind, text }) => {
    const command = new Command(name)
      .description(text)
      .argument('<trial>', trialArgument)
      .option('--sweep <sweep>', 'the trial is a number in this sweep');
    return setAction(command, async (wanted: string, options: { sweep?: string }) => {
      const api = await session.api();
      const trial = await findTrial(api, wanted, options.sweep);
      const answer = await api.command(trial.sweepId, { kind, number: trial.number });
      session.out.write(`${sentence(answer.message)}\n`);
      return undefined;
    });
  });
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
