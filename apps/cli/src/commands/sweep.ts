import { Command } from 'commander';
import type { Session } from '../session.ts';
import { sweepRemarkCommand } from './remark.ts';
import { sweepArchiveCommands } from './sweepArchive.ts';
import { sweepCloneCommand } from './sweepClone.ts';
import { sweepCreateCommand } from './sweepCreate.ts';
import { sweepDeleteCommand } from './sweepDelete.ts';
import { sweepExportCommand } from './sweepExport.ts';
import { sweepExtendCommand } from './sweepExtend.ts';
import { sweepListCommand } from './sweepList.ts';
import { sweepOrderCommands } from './sweepOrders.ts';
import { sweepRetainCommand } from './sweepRetain.ts';
import { sweepRetryCommand } from './sweepRetry.ts';
import { sweepShowCommand } from './sweepShow.ts';
import { sweepValidateCommand } from './sweepValidate.ts';
import { sweepWaitCommand, sweepWatchCommand } from './sweepWatch.ts';

export function sweepCommand(session: Session): Command {
  const sweep = new Command('sweep').description('searches over a space of hyperparameters');
  for (const verb of [
    sweepValidateCommand,
    sweepCreateCommand,
    sweepListCommand,
    sweepShowCommand,
    sweepWatchCommand,
    sweepWaitCommand,
    sweepRetryCommand,
    sweepExtendCommand,
    sweepCloneCommand,
    sweepDeleteCommand,
    sweepExportCommand,
    sweepRetainCommand,
    sweepRemarkCommand,
  ]) {
    sweep.addCommand(verb(session));
  }
  for (const command of [...sweepOrderCommands(session), ...sweepArchiveCommands(session)]) sweep.addCommand(command);
  return sweep;
}
