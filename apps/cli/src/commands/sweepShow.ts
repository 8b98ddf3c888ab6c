import type { SweepRow } from '@seesaw/shared/records';
import { Command } from 'commander';
import { outputOption, setAction } from '../commandAction.ts';
import { comparisonText } from '../follow/comparison.ts';
import { type OutputFormat, printJson, printRows } from '../output/printRows.ts';
import { sweepColumns } from '../output/sweepColumns.ts';
import { ago, shortNumber } from '../output/words.ts';
import { findSweep } from '../select/findSweep.ts';
import { sweepArgument } from '../select/sweepArgument.ts';
import type { Session } from '../session.ts';

export function sweepShowCommand(session: Session): Command {
  const command = new Command('show')
    .description('one sweep: state, counts, and its trials with the best first')
    .argument('<sweep>', sweepArgument)
    .addOption(outputOption());
  return setAction(command, async (wanted: string, { output }: { output: OutputFormat }) => {
    const api = await session.api();
    const sweep = await findSweep(api, wanted);
    if (output === 'json') printJson(session, sweep);
    else if (output === 'csv') {
      printRows(session, {
        rows: [sweep],
        columns: sweepColumns(session.paint, Date.now()),
        format: output,
        empty: '',
      });
    } else {
      for (const [label, text] of facts(session, sweep)) {
        session.out.write(`${session.paint.dim(label.padEnd(12))} ${text}\n`);
      }
      session.out.write(comparisonText(sweep, await api.allTrials(sweep.id), session.paint));
    }
    return undefined;
  });
}

function facts({ paint }: Session, sweep: SweepRow): [string, string][] {
  const { definition: d, counts } = sweep;
  const states = Object.entries(counts).filter(([, count]) => count > 0);
  const lines: [string, string][] = [
    ['sweep', `${paint.bold(sweep.name)}  ${sweep.id}`],
    ['state', `${paint.state(sweep.state)}${sweep.archivedAt === null ? '' : ', archived'}`],
    [
      'trials',
      `${sweep.plannedTrials} planned; ${states.map(([state, count]) => `${count} ${state}`).join(', ') || 'none yet'}`,
    ],
    ['search', `${d.method} over ${d.space.map(({ name }) => name).join(', ') || 'nothing'}, seed ${d.seed}`],
    ['recipe', `${d.recipe} on ${d.dataset}`],
    ['at once', `${sweep.concurrency} in pool ${sweep.pool}, priority ${sweep.priority} (1 first, 5 last)`],
    [
      'created',
      `${ago(sweep.createdAt, Date.now())}${sweep.endedAt === null ? '' : `, ended ${ago(sweep.endedAt, Date.now())}`}`,
    ],
  ];
  if (sweep.bestScore !== null)
    lines.push(['best', `${shortNumber(sweep.bestScore)} by trial ${sweep.bestTrialNumber}`]);
  if (sweep.description !== '') lines.push(['about', sweep.description]);
  return lines;
}
