import { setTimeout as sleep } from 'node:timers/promises';
import type { LogRow } from '@seesaw/shared/records';
import { isEndedTrial } from '@seesaw/shared/trialState';
import { type Command, Option } from 'commander';
import { isTemporary } from '../apiClient.ts';
import { outputOption, setAction } from '../commandAction.ts';
import type { Column } from '../output/columns.ts';
import { csvLines } from '../output/csv.ts';
import type { Paint } from '../output/paint.ts';
import { type OutputFormat, printRows } from '../output/printRows.ts';
import { findTrial } from '../select/findTrial.ts';
import type { Session } from '../session.ts';
import { trialNamed } from './trialNamed.ts';

interface Options {
  readonly sweep?: string;
  readonly follow?: boolean;
  readonly level?: LogRow['level'];
  readonly search?: string;
  readonly output: OutputFormat;
}

const pageSize = 1000;
const betweenLooksMs = 1000;

export function trialLogsCommand(session: Session): Command {
  const command = trialNamed('logs', 'what a trial wrote, oldest first')
    .option('-f, --follow', 'go on until the trial has ended; with -o json one line for each entry')
    .addOption(new Option('--level <level>', 'this level and worse').choices(['debug', 'info', 'warn', 'error']))
    .option('--search <text>', 'only lines with this text')
    .addOption(outputOption());
  return setAction(command, (wanted: string, options: Options) => logs(session, wanted, options));
}

async function logs(session: Session, wanted: string, options: Options): Promise<undefined> {
  const api = await session.api();
  const trial = await findTrial(api, wanted, options.sweep);
  const { level, search, follow = false, output } = options;
  const filter = { limit: pageSize, ...(level && { level }), ...(search && { search }) };
  let after: number | undefined;
  const readNew = async (): Promise<LogRow[]> => {
    const rows: LogRow[] = [];
    for (;;) {
      const page = await api.logs(trial.id, { ...filter, ...(after === undefined ? {} : { after }) });
      rows.push(...page);
      after = page.at(-1)?.id ?? after;
      if (page.length < pageSize) return rows;
    }
  };

  const print = printer(session, { output, follow });
  if (!follow) {
    const rows = await readNew();
    print(rows);
    if (output === 'table' && rows.length === 0) session.err.write('Nothing was logged yet.\n');
    return undefined;
  }
  let lost = false;
  for (;;) {
    try {
      // The state before the lines: what was written before the end is then surely among them.
      const ended = isEndedTrial((await api.trial(trial.id)).state);
      print(await readNew());
      if (ended) return undefined;
      lost = false;
    } catch (error) {
      if (!isTemporary(error)) throw error;
      if (!lost) session.err.write(`${session.paint.warn('waiting')}  ${error.message} Trying again.\n`);
      lost = true;
    }
    await sleep(betweenLooksMs, undefined, { signal: session.signal });
  }
}

/** Prints rows as they come: a whole list when it is the only one, else lines that can be appended to. */
function printer(session: Session, { output, follow }: { output: OutputFormat; follow: boolean }) {
  const { out, paint } = session;
  let headed = false;
  return (rows: readonly LogRow[]): void => {
    if (output === 'table') for (const row of rows) out.write(logLine(row, paint));
    else if (output === 'json' && follow) for (const row of rows) out.write(`${JSON.stringify(row)}\n`);
    else if (output === 'csv' && headed) out.write(csvLines(rows, logColumns));
    else printRows(session, { rows, columns: logColumns, format: output, empty: '' });
    headed = true;
  };
}

function logLine({ at, level, attempt, step, message }: LogRow, paint: Paint): string {
  const colour = { debug: paint.dim, info: (text: string) => text, warn: paint.warn, error: paint.bad }[level];
  const where = `${attempt > 1 ? `attempt ${attempt} ` : ''}${step === null ? '' : `step ${step}`}`.trim();
  return `${paint.dim(at.slice(11, 23))} ${colour(level.padEnd(5))} ${where === '' ? '' : paint.dim(`[${where}] `)}${message}\n`;
}

const logColumns: Column<LogRow>[] = [
  { title: 'id', cell: (row) => String(row.id) },
  { title: 'at', cell: (row) => row.at },
  { title: 'level', cell: (row) => row.level },
  { title: 'attempt', cell: (row) => String(row.attempt) },
  { title: 'step', cell: (row) => String(row.step ?? '') },
  { title: 'message', cell: (row) => row.message },
];
