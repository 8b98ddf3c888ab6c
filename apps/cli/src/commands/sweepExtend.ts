import type { CommandBody } from '@seesaw/shared/api';
import { Command, InvalidArgumentError, Option } from 'commander';
import { usageError } from '../cliError.ts';
import { setAction } from '../commandAction.ts';
import { sentence } from '../output/words.ts';
import { findSweep } from '../select/findSweep.ts';
import { sweepArgument } from '../select/sweepArgument.ts';
import type { Session } from '../session.ts';
import { parseScalar } from './assignments.ts';
import { wholeNumber } from './wholeNumber.ts';

/** The upper limits are the server's. */
const count = wholeNumber({ min: 1 });

type Extend = Extract<CommandBody, { kind: 'extend' }>;
type Bounds = NonNullable<Extend['bounds']>;

interface Options {
  readonly trials?: number;
  readonly steps?: number;
  readonly bounds?: Bounds;
  readonly from?: 'checkpoint' | 'scratch';
}

export function sweepExtendCommand(session: Session): Command {
  const command = new Command('extend')
    .description('more of a sweep that runs or has ended: more trials, a later last step, wider bounds')
    .argument('<sweep>', sweepArgument)
    .option('--trials <count>', 'so many trials more, e.g. +50', moreTrials)
    .option('--steps <steps>', 'the new last step; finished trials continue from their newest checkpoint', count)
    .addOption(
      new Option('--from <start>', 'with --steps: where finished trials start').choices(['checkpoint', 'scratch']),
    )
    .option(
      '--bounds <axis=range>',
      'wider bounds for new trials, e.g. lr_d=1e-5..1e-2, or values to add: loss=hinge,lsgan; may be repeated',
      widerBounds,
    );
  return setAction(command, async (wanted: string, options: Options) => {
    if (options.trials === undefined && options.steps === undefined && options.bounds === undefined) {
      throw usageError('Nothing to extend.', 'Give --trials +50, --steps 20000 or --bounds lr_d=1e-5..1e-2.');
    }
    const api = await session.api();
    const sweep = await findSweep(api, wanted);
    const answer = await api.command(sweep.id, { kind: 'extend', ...options });
    session.out.write(`${sentence(answer.message)}\n  watch it: seesaw sweep watch ${sweep.id}\n`);
    return undefined;
  });
}

function moreTrials(text: string): number {
  return count(text.replace(/^\+/, ''));
}

/** `lr_d=1e-5..1e-2`, open on one side `lr_d=1e-5..`, or `loss=hinge,lsgan`. */
export function widerBounds(text: string, before: Bounds = []): Bounds {
  const [, name, range] = /^([A-Za-z_]\w*)=(.+)$/.exec(text) ?? [];
  if (name === undefined || range === undefined) {
    throw new InvalidArgumentError('expected e.g. lr_d=1e-5..1e-2 or loss=hinge,lsgan');
  }
  const ends = range.split('..');
  if (ends.length === 1) {
    return [...before, { name, values: range.split(',').map((value) => parseScalar(value.trim())) }];
  }
  const [min, max] = ends.map((end) => (end.trim() === '' ? undefined : Number(end)));
  if (ends.length > 2 || (min === undefined && max === undefined) || Number.isNaN(min) || Number.isNaN(max)) {
    throw new InvalidArgumentError(`${range} is no range such as 1e-5..1e-2`);
  }
  return [...before, { name, min, max }];
}
