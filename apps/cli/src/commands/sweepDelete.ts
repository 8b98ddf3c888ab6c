import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { CliError, usageError } from '../cliError.ts';
import { setAction } from '../commandAction.ts';
import { plural } from '../output/words.ts';
import { findSweep } from '../select/findSweep.ts';
import { sweepArgument } from '../select/sweepArgument.ts';
import type { Session } from '../session.ts';

export function sweepDeleteCommand(session: Session): Command {
  const command = new Command('delete')
    .description('remove an ended sweep with all its trials, metrics, samples and checkpoints')
    .argument('<sweep>', sweepArgument)
    .option('-y, --yes', 'do not ask');
  return setAction(command, async (wanted: string, { yes = false }: { yes?: boolean }) => {
    const api = await session.api();
    const sweep = await findSweep(api, wanted);
    const what = `${sweep.name} (${sweep.id}) with ${plural(sweep.plannedTrials, 'trial')}`;
    if (!yes) await confirm(session, what);
    await api.deleteSweep(sweep.id);
    session.out.write(`Deleted ${what}.\n`);
    return undefined;
  });
}

async function confirm(session: Session, what: string): Promise<void> {
  if (!process.stdin.isTTY || !session.err.isTTY) {
    throw usageError('Deleting needs a yes, and there is no terminal to ask on.', 'Add --yes.');
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const question = `Delete ${what}? Nothing of it is kept. [y/N] `;
    const answer = await terminal.question(question, { signal: session.signal });
    if (!/^y(es)?$/i.test(answer.trim())) throw new CliError('Nothing was deleted.');
  } finally {
    terminal.close();
  }
}
