import type { SweepRow } from '@seesaw/shared/records';
import { warmSourceInWords } from '@seesaw/shared/warmSourceInWords';
import { withoutSuccess } from '@seesaw/shared/withoutSuccess';
import { Command } from 'commander';
import { outputOption, setAction } from '../commandAction.ts';
import { printComparison } from '../follow/comparison.ts';
import { type OutputFormat, printJson, printRows } from '../output/printRows.ts';
import { sweepColumns } from '../output/sweepColumns.ts';
import { ago, meanText, plural, shortNumber } from '../output/words.ts';
import { findSweep } from '../select/findSweep.ts';
import { sweepArgument } from '../select/sweepArgument.ts';
import type { Session } from '../session.ts';

export function sweepShowCommand(session: Session): Command {
  const command = new Command('show')
    .description('one sweep: state, counts, and its trials with the best (or the Pareto front) first')
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
      await printComparison(session, sweep);
    }
    return undefined;
  });
}

function facts({ paint }: Session, sweep: SweepRow): [string, string][] {
  const { definition: d, counts } = sweep;
  const states = Object.entries(counts).filter(([, count]) => count > 0);
  const lines: [string, string][] = [
    ['sweep', `${paint.bold(sweep.name)}  ${sweep.id}`],
    ['state', `${stateText(sweep, paint)}${sweep.archivedAt === null ? '' : ', archived'}`],
    [
      'trials',
      `${sweep.plannedTrials} planned; ${states.map(([state, count]) => `${count} ${state}`).join(', ') || 'none yet'}`,
    ],
    ['search', `${d.method} over ${d.space.map(({ name }) => name).join(', ') || 'nothing'}, seed ${d.seed}`],
    ...(d.repeats === 1 ? [] : [['repeats', repeatsText(d)] as [string, string]]),
    ['recipe', `${d.recipe} on ${d.dataset}`],
    ['at once', `${sweep.concurrency} in pool ${sweep.pool}, priority ${sweep.priority} (1 first, 5 last)`],
    ...(d.pack === undefined ? [] : [['in one program', `up to ${d.pack} trials, each in a lane`] as [string, string]]),
    [
      'created',
      `${ago(sweep.createdAt, Date.now())}${sweep.endedAt === null ? '' : `, ended ${ago(sweep.endedAt, Date.now())}`}`,
    ],
  ];
  if (sweep.frontSize !== null)
    lines.push(['front', `${plural(sweep.frontSize, 'trial')} that no other one beats in every objective`]);
  for (const source of sweep.warmSources ?? []) lines.push(['warm start', warmSourceInWords(source)]);
  if (sweep.bestScore !== null) {
    const { bestPoint, bestScore } = sweep;
    const by = bestPoint
      ? `${meanText({ mean: bestScore, ...bestPoint })} by point ${bestPoint.number}, from trial ${sweep.bestTrialNumber} on`
      : `${shortNumber(bestScore)} by trial ${sweep.bestTrialNumber}`;
    lines.push(['best', by]);
  }
  if (sweep.description !== '') lines.push(['about', sweep.description]);
  if (sweep.tags.length > 0) lines.push(['tags', sweep.tags.join(', ')]);
  if (sweep.notes !== '') lines.push(['notes', sweep.notes]);
  return lines;
}

function stateText(sweep: SweepRow, paint: Session['paint']): string {
  const nothing = withoutSuccess(sweep);
  return nothing === undefined ? paint.state(sweep.state) : paint.bad(`${sweep.state}, ${nothing}`);
}

function repeatsText({ repeats, race }: SweepRow['definition']): string {
  const rule =
    race === undefined
      ? 'all of them are trained'
      : `those of a point are skipped once it is worse than the best with ${race.confidence * 100} % confidence`;
  return `${repeats} seeds per point; ${rule}`;
}
