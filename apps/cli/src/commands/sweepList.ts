import type { SweepRow } from '@seesaw/shared/records';
import { sweepStates } from '@seesaw/shared/sweepState';
import { Command, Option } from 'commander';
import { usageError } from '../cliError.ts';
import { outputOption, setAction } from '../commandAction.ts';
import { type OutputFormat, printRows } from '../output/printRows.ts';
import { sweepColumns } from '../output/sweepColumns.ts';
import type { Session } from '../session.ts';
import { wholeNumber } from './wholeNumber.ts';

const pageSize = 200;

interface Options {
  readonly state?: string;
  readonly archived?: boolean;
  readonly all?: boolean;
  readonly tag?: string;
  readonly limit: number;
  readonly output: OutputFormat;
}

export function sweepListCommand(session: Session): Command {
  const command = new Command('list')
    .description('all sweeps, the newest first')
    .addOption(new Option('--state <state>', 'only these').choices([...sweepStates]))
    .option('--archived', 'only the archived ones')
    .option('--all', 'archived ones as well')
    .option('--tag <tag>', 'only those with this tag')
    .option('-n, --limit <count>', 'at most so many', wholeNumber({ min: 1 }), 50)
    .addOption(outputOption());
  return setAction(command, async (options: Options) => {
    if (options.archived && options.all) throw usageError('--archived and --all exclude each other.');
    const archived = options.all ? 'all' : options.archived ? 'only' : undefined;
    const api = await session.api();
    const rows: SweepRow[] = [];
    let cursor: string | undefined;
    while (rows.length < options.limit) {
      const limit = Math.min(pageSize, options.limit - rows.length);
      const page = await api.sweeps({ limit, cursor, state: options.state, archived, tag: options.tag });
      rows.push(...page.items);
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    printRows(session, {
      rows,
      columns: sweepColumns(session.paint, Date.now()),
      format: options.output,
      empty:
        options.tag !== undefined
          ? `No sweep has the tag "${options.tag}".`
          : options.state
            ? `No sweep is ${options.state}.`
            : options.archived
              ? 'No sweep is archived.'
              : options.all
                ? 'There is no sweep yet. Create one: seesaw sweep create <file.yaml>'
                : 'There is no sweep, or all are archived (seesaw sweep list --all). Create one: seesaw sweep create <file.yaml>',
    });
    return undefined;
  });
}
