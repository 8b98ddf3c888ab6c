import type { ServiceStatus } from '@seesaw/local/status';
import { Command } from 'commander';
import { outputOption, setAction } from '../commandAction.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import type { Column } from '../output/columns.ts';
import type { Paint } from '../output/paint.ts';
import { type OutputFormat, printJson, printRows } from '../output/printRows.ts';
import { ago } from '../output/words.ts';
import type { Session } from '../session.ts';

export function statusCommand(session: Session): Command {
  const command = new Command('status')
    .description('what runs on this machine; exit code 1 unless all of it is ready')
    .addOption(outputOption());
  return setAction(command, (options: { output: OutputFormat }) => showStatus(session, options.output));
}

async function showStatus(session: Session, format: OutputFormat): Promise<ExitCode> {
  const { status } = await import('@seesaw/local/status');
  const report = status();
  if (format === 'json') printJson(session, report);
  else {
    const columns = serviceColumns(session.paint);
    printRows(session, { rows: report.services, columns, format, empty: 'Nothing runs. Start it: seesaw up' });
    if (report.problem !== undefined && format === 'table') session.err.write(`${report.problem}\n`);
  }
  return report.ready ? exitCodes.ok : exitCodes.error;
}

function serviceColumns(paint: Paint): Column<ServiceStatus>[] {
  const nowMs = Date.now();
  const colour = (phase: string) => (phase === 'ready' ? paint.good(phase) : paint.warn(phase));
  return [
    { title: 'service', cell: (row) => row.name },
    { title: 'state', cell: (row) => colour(row.phase), raw: (row) => row.phase },
    { title: 'address', cell: (row) => row.url ?? '' },
    { title: 'process', align: 'right', cell: (row) => (row.external ? 'given' : String(row.pid ?? '')) },
    { title: 'restarts', align: 'right', cell: (row) => String(row.restarts) },
    { title: 'since', cell: (row) => ago(row.startedAt ?? null, nowMs), raw: (row) => row.startedAt },
    { title: 'problem', cell: (row) => row.problem ?? '' },
  ];
}
