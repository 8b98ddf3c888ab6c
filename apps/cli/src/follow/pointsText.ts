import type { PointRow, SweepRow } from '@seesaw/shared/records';
import type { Column } from '../output/columns.ts';
import type { Paint } from '../output/paint.ts';
import { tableText } from '../output/table.ts';
import { meanText, plural, shortScalar } from '../output/words.ts';

const shownPoints = 50;

/**
 * The points of a sweep that trains each on several seeds, the best first: a point by the mean of its trials, complete ones
 * before those that have trials to come or were given up.
 */
export function pointsText(sweep: SweepRow, points: readonly PointRow[], paint: Paint): string {
  const { metric, space, repeats } = sweep.definition;
  const better = metric.goal === 'minimize' ? 'lower' : 'higher';
  const rank = new Map(points.map((point, i) => [point.number, i + 1]));
  const columns: Column<PointRow>[] = [
    { title: 'rank', align: 'right', cell: (row) => (row.mean === null ? '–' : String(rank.get(row.number))) },
    { title: 'point', align: 'right', cell: (row) => String(row.number) },
    { title: 'trials', align: 'right', cell: trialsText },
    ...space.map(({ name }) => ({
      title: name,
      align: 'right' as const,
      cell: (row: PointRow) => shortScalar(row.point[name]),
    })),
    {
      title: `${metric.name} ± standard error (n)`,
      align: 'right',
      cell: (row) => (rank.get(row.number) === 1 && row.mean !== null ? paint.good(meanText(row)) : meanText(row)),
    },
    { title: 'state', cell: statesText },
  ];
  const more = points.length - shownPoints;
  const rest = more > 0 ? `… and ${plural(more, 'more point')}\n` : '';
  return (
    `\n${paint.bold(sweep.name)}: ${plural(points.length, 'point')} of ${repeats} seeds by mean ${metric.name} (${better} is better)\n\n` +
    `${tableText(points.slice(0, shownPoints), columns, paint)}${rest}\n`
  );
}

function trialsText({ trials }: PointRow): string {
  const [first] = trials;
  const last = trials.at(-1);
  if (trials.length === 1) return `#${first}`;
  return last! - first! + 1 === trials.length ? `#${first}–${last}` : trials.map((number) => `#${number}`).join(' ');
}

function statesText({ complete, states }: PointRow): string {
  if (complete) return 'complete';
  return Object.entries(states)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ');
}
