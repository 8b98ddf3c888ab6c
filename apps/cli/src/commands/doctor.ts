import type { Finding } from '@seesaw/local/doctor';
import { Command } from 'commander';
import { outputOption, setAction } from '../commandAction.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import type { Column } from '../output/columns.ts';
import type { Paint } from '../output/paint.ts';
import { type OutputFormat, printJson, printRows } from '../output/printRows.ts';
import type { Session } from '../session.ts';

export function doctorCommand(session: Session): Command {
  const command = new Command('doctor')
    .description('what was found on this machine, where, which version, and what is wrong')
    .addOption(outputOption());
  return setAction(command, (options: { output: OutputFormat }) => examine(session, options.output));
}

async function examine(session: Session, format: OutputFormat): Promise<ExitCode> {
  const { doctor } = await import('@seesaw/local/doctor');
  const report = await doctor();
  const { paint, out } = session;
  if (format === 'json') printJson(session, report);
  else {
    const columns = findingColumns(paint);
    printRows(session, { rows: report.findings, columns, format, empty: 'Nothing was looked at.' });
  }
  if (format === 'table') {
    const broken = report.findings.filter(({ ok, needed }) => !ok && needed);
    for (const { name, problem, fix } of broken) {
      out.write(`\n${paint.bad(name)}: ${problem ?? 'not usable'}\n${fix === undefined ? '' : `  Type: ${fix}\n`}`);
    }
    out.write(broken.length === 0 ? '\nAll that Seesaw needs is here.\n' : '\nSeesaw cannot run like this.\n');
  }
  return report.ok ? exitCodes.ok : exitCodes.error;
}

function findingColumns(paint: Paint): Column<Finding>[] {
  return [
    {
      title: 'ok',
      cell: ({ ok, needed }) => (ok ? paint.good('✓') : needed ? paint.bad('✗') : paint.dim('–')),
      raw: ({ ok }) => ok,
    },
    {
      title: 'part',
      cell: ({ name, needed }) => (needed ? name : `${name} ${paint.dim('(optional)')}`),
      raw: ({ name }) => name,
    },
    { title: 'version', cell: ({ version }) => version ?? '' },
    { title: 'where', cell: ({ where }) => where ?? '' },
    { title: 'problem', cell: ({ ok, problem }) => (ok ? '' : (problem ?? '')) },
  ];
}
