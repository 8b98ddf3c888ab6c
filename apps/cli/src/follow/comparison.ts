import { objectivesOf } from '@seesaw/shared/objective';
import type { SweepRow, TrialRow } from '@seesaw/shared/records';
import type { Column } from '../output/columns.ts';
import type { Paint } from '../output/paint.ts';
import { tableText } from '../output/table.ts';
import { byScore, pointColumns, severalColumns } from '../output/trialColumns.ts';
import { duration, plural, shortNumber } from '../output/words.ts';
import type { Session } from '../session.ts';
import { pointsText } from './pointsText.ts';

const shownTrials = 50;

/** What came out of a sweep: its trials, or its points where they are repeated, the best (or the Pareto front) first. */
export async function printComparison(session: Session, sweep: SweepRow): Promise<void> {
  const api = await session.api();
  const text =
    sweep.definition.repeats === 1 || sweep.definition.metrics !== undefined
      ? comparisonText(sweep, await api.allTrials(sweep.id), session.paint)
      : pointsText(sweep, await api.points(sweep.id), session.paint);
  session.out.write(text);
}

export function comparisonText(sweep: SweepRow, trials: readonly TrialRow[], paint: Paint): string {
  const { metric, metrics } = sweep.definition;
  const better = objectivesOf(sweep.definition)
    .map(({ name, goal }) => `${name} (${goal === 'minimize' ? 'lower' : 'higher'} is better)`)
    .join(' and ');
  const ranked = [...trials].sort(byScore(sweep));
  const rank = new Map(ranked.map((trial, i) => [trial.id, i + 1]));
  const rankColumn: Column<TrialRow> = {
    title: 'rank',
    align: 'right',
    cell: (row) => (row.score === null ? '–' : String(rank.get(row.id))),
  };
  const scoreColumn: Column<TrialRow> = {
    title: metric.name,
    align: 'right',
    cell: (row) => scoreText(row, rank.get(row.id) === 1, paint),
  };
  const columns: Column<TrialRow>[] = [
    ...(metrics === undefined ? [rankColumn] : []),
    { title: 'trial', align: 'right', cell: (row) => `#${row.number}` },
    ...pointColumns(sweep),
    ...(metrics === undefined ? [scoreColumn] : severalColumns(sweep, paint)),
    { title: 'health', cell: (row) => paint.health(row.health) },
    { title: 'state', cell: (row) => paint.state(row.state) },
    { title: 'time', align: 'right', cell: timeText },
  ];
  const more = ranked.length - shownTrials;
  const rest =
    more > 0 ? `… and ${plural(more, 'more trial')}: seesaw trial list --sweep ${sweep.id} --sort score\n` : '';
  return `\n${paint.bold(sweep.name)}: ${plural(trials.length, 'trial')} by ${better}\n\n${tableText(ranked.slice(0, shownTrials), columns, paint)}${rest}\n`;
}

function scoreText({ score }: TrialRow, best: boolean, paint: Paint): string {
  if (score === null) return '';
  return best ? paint.good(shortNumber(score)) : shortNumber(score);
}

function timeText({ startedAt, endedAt }: TrialRow): string {
  return startedAt === null || endedAt === null ? '' : duration(Date.parse(endedAt) - Date.parse(startedAt));
}
