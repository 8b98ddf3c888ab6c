import { Command } from 'commander';
import { setAction } from '../commandAction.ts';
import { sentence } from '../output/words.ts';
import { findTrial, trialArgument } from '../select/findTrial.ts';
import type { Session } from '../session.ts';
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

export function trialStopCommand(session: Session): Command {
  const command = new Command('stop')
    .description('cancel one trial; its checkpoints and metrics are kept, the sweep goes on')
    .argument('<trial>', trialArgument)
    .option('--sweep <sweep>', 'the trial is a number in this sweep');
  return setAction(command, async (wanted: string, options: { sweep?: string }) => {
    const api = await session.api();
    const trial = await findTrial(api, wanted, options.sweep);
    const answer = await api.command(trial.sweepId, { kind: 'cancel-trial', number: trial.number });
    session.out.write(`${sentence(answer.message)}\n`);
    return undefined;
  });
}
