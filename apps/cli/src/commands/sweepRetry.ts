import { Command, InvalidArgumentError, Option } from 'commander';
import { usageError } from '../cliError.ts';
import { setAction } from '../commandAction.ts';
import { sentence } from '../output/words.ts';
import { findSweep } from '../select/findSweep.ts';
import { sweepArgument } from '../select/sweepArgument.ts';
import type { Session } from '../session.ts';

interface Options {
  readonly failed?: boolean;
  readonly trials?: number[];
  readonly from: 'checkpoint' | 'scratch';
}

export function sweepRetryCommand(session: Session): Command {
  const command = new Command('retry')
    .description('run failed trials again: same trial, next attempt, from its last good checkpoint')
    .argument('<sweep>', sweepArgument)
    .option('--failed', 'all failed trials; this is what happens without --trials, too')
    .option('--trials <numbers>', 'only these, e.g. 3,7; cancelled and diverged ones as well', numbers)
    .addOption(new Option('--from <start>', 'where to start').choices(['checkpoint', 'scratch']).default('checkpoint'));
  return setAction(command, async (wanted: string, { failed, trials, from }: Options) => {
    if (failed && trials) throw usageError('--failed and --trials exclude each other.', 'Give one of them.');
    const api = await session.api();
    const sweep = await findSweep(api, wanted);
    const answer = await api.command(sweep.id, { kind: 'retry', from, ...(trials && { numbers: trials }) });
    session.out.write(`${sentence(answer.message)}\n`);
    if (answer.trials > 0) session.out.write(`  watch it: seesaw sweep watch ${sweep.id}\n`);
    return undefined;
  });
}

function numbers(text: string): number[] {
  const parts = text.split(',').map((part) => part.trim());
  if (!parts.every((part) => /^[1-9]\d*$/.test(part))) throw new InvalidArgumentError('expected numbers such as 3,7');
  return parts.map(Number);
}
