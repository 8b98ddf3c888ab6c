import { type Remark, tagSchema } from '@seesaw/shared/remark';
import { Command, InvalidArgumentError } from 'commander';
import { usageError } from '../cliError.ts';
import { setAction } from '../commandAction.ts';
import { findSweep } from '../select/findSweep.ts';
import { findTrial } from '../select/findTrial.ts';
import { sweepArgument } from '../select/sweepArgument.ts';
import type { Session } from '../session.ts';
import { trialNamed } from './trialNamed.ts';

interface Options {
  readonly notes?: string;
  readonly tag: string[];
  readonly untag: string[];
  readonly sweep?: string;
}

export function sweepRemarkCommand(session: Session): Command {
  const command = remarkOptions(
    new Command('remark').description(remarkOf('a sweep')).argument('<sweep>', sweepArgument),
  );
  return setAction(command, async (wanted: string, options: Options) => {
    const api = await session.api();
    const sweep = await findSweep(api, wanted);
    print(session, await api.remarkSweep(sweep.id, changed(sweep, options)));
    return undefined;
  });
}

export function trialRemarkCommand(session: Session): Command {
  const command = remarkOptions(trialNamed('remark', remarkOf('a trial')));
  return setAction(command, async (wanted: string, options: Options) => {
    const api = await session.api();
    const trial = await findTrial(api, wanted, options.sweep);
    print(session, await api.remarkTrial(trial.id, changed(trial, options)));
    return undefined;
  });
}

function remarkOf(what: string): string {
  return `notes and tags of ${what}, for people`;
}

function remarkOptions(command: Command): Command {
  return command
    .option('--notes <text>', 'instead of the notes so far')
    .option('--tag <tag>', 'add a tag; may be given several times', list, [])
    .option('--untag <tag>', 'take a tag away; may be given several times', list, []);
}

/** For commander: throws an InvalidArgumentError. */
function list(tag: string, before: string[]): string[] {
  const checked = tagSchema.safeParse(tag);
  if (checked.success) return [...before, checked.data];
  throw new InvalidArgumentError('expected 1 to 40 characters without a comma or a line break');
}

function changed({ tags }: { tags: readonly string[] }, { notes, tag, untag }: Options): Remark {
  if (notes === undefined && tag.length + untag.length === 0)
    throw usageError('There is nothing to write.', 'Give --notes, --tag or --untag.');
  const left = [...tags, ...tag].filter((one) => !untag.includes(one));
  return { ...(notes !== undefined && { notes }), ...(tag.length + untag.length > 0 && { tags: [...new Set(left)] }) };
}

function print({ out, paint }: Session, { notes, tags }: { notes: string; tags: readonly string[] }): void {
  out.write(`${paint.dim('tags')}   ${tags.join(', ') || 'none'}\n${paint.dim('notes')}  ${notes || 'none'}\n`);
}
