import { randomUUID } from 'node:crypto';
import type { SweepFileEdit } from '@seesaw/shared/editSweepFile';
import { Command } from 'commander';
import { CliError } from '../cliError.ts';
import { setAction } from '../commandAction.ts';
import { findSweep } from '../select/findSweep.ts';
import { sweepArgument } from '../select/sweepArgument.ts';
import type { Session } from '../session.ts';
import { readEdit } from './assignments.ts';
import { createdText, createFrom } from './sweepCreate.ts';

interface Options {
  readonly set?: SweepFileEdit[];
  readonly name?: string;
  readonly extended?: boolean;
  readonly print?: boolean;
  readonly idempotencyKey?: string;
}

export function sweepCloneCommand(session: Session): Command {
  const command = new Command('clone')
    .description('start a sweep like another one, with changes; comments of its file are kept')
    .argument('<sweep>', sweepArgument)
    .option(
      '--set <key=value>',
      'change a key, a path or a hyperparameter: run_cap=50, checkpoint.keep=5, lr_d=1e-4, loss=[hinge, lsgan]; key= removes; may be repeated',
      (text: string, before: SweepFileEdit[] = []) => [...before, readEdit(text)],
    )
    .option('--name <name>', 'of the new sweep; default: the old name and -clone')
    .option('--extended', 'from what the sweep became by extensions, not from its file as it was sent')
    .option('--print', 'only print the new sweep file; start nothing')
    .option('--idempotency-key <key>', 'cloning again with the same key and changes gives the same sweep');
  return setAction(command, async (wanted: string, options: Options) => {
    const api = await session.api();
    const sweep = await findSweep(api, wanted);
    const [{ editSweepFile }, { sweepFileText }] = await Promise.all([
      import('@seesaw/shared/editSweepFile'),
      import('@seesaw/shared/sweepFileText'),
    ]);
    const text = options.extended ? sweepFileText(sweep.definition) : await api.sweepYaml(sweep.id);
    const name = { key: 'name', value: JSON.stringify(options.name ?? `${sweep.name}-clone`) };
    const yaml = edited(() => editSweepFile(text, [name, ...(options.set ?? [])]));
    if (options.print) {
      session.out.write(yaml);
      return undefined;
    }
    const key = options.idempotencyKey ?? randomUUID();
    const created = await createFrom(session, { file: `clone of ${sweep.name}`, yaml, key });
    session.out.write(createdText(session, created));
    return undefined;
  });
}

function edited(edit: () => string): string {
  try {
    return edit();
  } catch (cause) {
    throw new CliError((cause as Error).message, { hint: 'See the file: seesaw sweep export <sweep>', cause });
  }
}
