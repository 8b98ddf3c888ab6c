import { Command } from 'commander';
import type { Session } from '../session.ts';
import { trialDiffCommand } from './trialDiff.ts';
import { trialListCommand } from './trialList.ts';
import { trialLogsCommand } from './trialLogs.ts';
import { trialRetryCommand, trialStopCommand } from './trialOrders.ts';
import { trialShowCommand } from './trialShow.ts';

export function trialCommand(session: Session): Command {
  const trial = new Command('trial').description('single trials of a sweep');
  for (const verb of [
    trialListCommand,
    trialShowCommand,
    trialLogsCommand,
    trialRetryCommand,
    trialStopCommand,
    trialDiffCommand,
  ]) {
    trial.addCommand(verb(session));
  }
  return trial;
}
