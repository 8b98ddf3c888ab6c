import { Command } from 'commander';
import { trialArgument } from '../select/findTrial.ts';

/** With it a trial may be named by its number alone. */
export const trialSweepOption = ['--sweep <sweep>', 'the trial is a number in this sweep'] as const;

/** A command about one trial. */
export function trialNamed(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<trial>', trialArgument)
    .option(...trialSweepOption);
}
