import type { WorkerRow } from '@seesaw/shared/records';
import { Command } from 'commander';
import { outputOption, setAction } from '../commandAction.ts';
import type { Column } from '../output/columns.ts';
import type { Paint } from '../output/paint.ts';
import { type OutputFormat, printRows } from '../output/printRows.ts';
import { ago } from '../output/words.ts';
import type { Session } from '../session.ts';
import { workerStartCommand } from './workerStart.ts';

export function workerCommand(session: Session): Command {
  const worker = new Command('worker').description('the trainers');
  const list = worker
    .command('list')
    .description('every trainer, its devices and what they train')
    .addOption(outputOption());
  setAction(list, async (options: { output: OutputFormat }) => {
    const rows = await (await session.api()).workers();
    printRows(session, {
      rows,
      columns: workerColumns(session.paint),
      format: options.output,
      empty: 'No trainer is connected. Start one on this machine: seesaw worker start',
    });
    return undefined;
  });
  worker.addCommand(workerStartCommand(session));
  return worker;
}

function workerColumns(paint: Paint): Column<WorkerRow>[] {
  const nowMs = Date.now();
  return [
    { title: 'worker', cell: (row) => row.id },
    { title: 'host', cell: (row) => row.host },
    { title: 'pool', cell: (row) => row.pool },
    {
      title: 'state',
      cell: (row) => (row.state === 'alive' ? paint.good(row.state) : paint.bad(row.state)),
      raw: (row) => row.state,
    },
    { title: 'slots', cell: slotsText },
    { title: 'version', cell: (row) => row.version },
    { title: 'last seen', cell: (row) => ago(row.lastSeenAt, nowMs), raw: (row) => row.lastSeenAt },
  ];
}

function slotsText(row: WorkerRow): string {
  return row.slots
    .map(({ device, threads, lanes }) => {
      const busy = lanes.flatMap((work) => (work === null ? [] : [`trial ${work.trialId} at ${work.step}`]));
      const filled = lanes.length === 1 ? '' : `${busy.length} of ${lanes.length} lanes: `;
      return `${device}×${threads} ${busy.length === 0 ? 'idle' : `${filled}${busy.join(', ')}`}`;
    })
    .join('; ');
}
