import { Command } from 'commander';
import type { Session } from '../session.ts';
import { trialRemarkCommand } from './remark.ts';
import { trialAttemptsCommand } from './trialAttempts.ts';
import { trialDiffCommand } from './trialDiff.ts';
import { trialHealthCommand } from './trialHealth.ts';
import { trialListCommand } from './trialList.ts';
import { trialLogsCommand } from './trialLogs.ts';
import { trialAddCommand, trialOrderCommands, trialRetryCommand } from './trialOrders.ts';
import { trialShowCommand } from './trialShow.ts';

export function trialCommand(session: Session): Command {
  const trial = new Command('trial').description('single trials of a sweep');
  for (const verb of [
    trialListCommand,
    trialShowCommand,
    trialLogsCommand,
    trialAttemptsCommand,
    trialRetryCommand,
    trialAddCommand,
    trialDiffCommand,
    trialRemarkCommand,
    trialHealthCommand,
  ]) {
    trial.addCommand(verb(session));
  }
  for (const command of trialOrderCommands(session)) trial.addCommand(command);
  return trial;
}
