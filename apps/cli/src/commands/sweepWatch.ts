import { Command } from 'commander';
import { outputOption, setAction } from '../commandAction.ts';
import type { ExitCode } from '../exitCodes.ts';
import { printComparison } from '../follow/comparison.ts';
import { endingText, exitCodeOf, watchSweep } from '../follow/watchSweep.ts';
import { type OutputFormat, printJson, printRows } from '../output/printRows.ts';
import { sweepColumns } from '../output/sweepColumns.ts';
import { findSweep } from '../select/findSweep.ts';
import { sweepArgument } from '../select/sweepArgument.ts';
import type { Session } from '../session.ts';

export function sweepWatchCommand(session: Session): Command {
  const command = new Command('watch')
    .description(
      'live progress until the sweep has ended, then the comparison; exit code 3 if trials failed or none succeeded',
    )
    .argument('<sweep>', sweepArgument);
  return setAction(command, async (wanted: string): Promise<ExitCode> => {
    const { sweep } = await watchSweep(session, (await findSweep(await session.api(), wanted)).id);
    await printComparison(session, sweep);
    session.err.write(endingText(sweep, session));
    return exitCodeOf(sweep);
  });
}

export function sweepWaitCommand(session: Session): Command {
  const command = new Command('wait')
    .description('wait in silence until the sweep has ended; exit code 3 if trials failed or none succeeded')
    .argument('<sweep>', sweepArgument)
    .addOption(outputOption());
  return setAction(command, async (wanted: string, { output }: { output: OutputFormat }): Promise<ExitCode> => {
    const { sweep } = await watchSweep(session, (await findSweep(await session.api(), wanted)).id, true);
    if (output === 'json') printJson(session, sweep);
    else
      printRows(session, {
        rows: [sweep],
        columns: sweepColumns(session.paint, Date.now()),
        format: output,
        empty: '',
      });
    return exitCodeOf(sweep);
  });
}
