import type { RecipeEntry } from '@seesaw/shared/catalog';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import { type MetricAggregate, metricAggregates, printTrialColumn, type TrialField } from '@seesaw/shared/trialColumn';
import { variedKnobs } from '../../balance/knobs.ts';
import { playsGame } from '../../sweep/playsGame.ts';
import { type ShownColumn, shownColumn } from './shownColumn.ts';

export interface ColumnGroup {
  readonly title: string;
  readonly columns: readonly ShownColumn[];
}

const offeredFields: readonly TrialField[] = [
  'health',
  'healthEvidence',
  'state',
  'score',
  'attempt',
  'step',
  'maxStep',
  'createdAt',
  'startedAt',
  'endedAt',
  'lastError',
  'tags',
  'notes',
  'id',
];

const fieldsOfGame: ReadonlySet<TrialField> = new Set(['health', 'healthEvidence']);

/** Every column that there is, in the groups of the picker. */
export function columnChoices(
  sweep: ResolvedSweep,
  { metrics, recipe }: { metrics: readonly string[]; recipe: RecipeEntry | undefined },
): ColumnGroup[] {
  const context = { sweep, hyperparameters: recipe?.hyperparameters ?? [] };
  const columns = (ids: readonly string[]) => ids.flatMap((id) => shownColumn(id, context) ?? []);
  const varied = variedKnobs(sweep);
  const fixed = Object.keys(sweep.base).filter((name) => !varied.includes(name) && name !== 'steps' && name !== 'seed');
  return [
    { title: 'Varied', columns: columns(varied.map((name) => `point.${name}`)) },
    { title: 'Metrics', columns: columns(metrics.map((name) => `metric.${name}`)) },
    {
      title: 'Of the trial',
      columns: columns([
        ...offeredFields.filter((field) => playsGame(sweep) || !fieldsOfGame.has(field)),
        ...(sweep.metrics === undefined ? [] : ['onFront']),
      ]),
    },
    {
      title: 'Settings',
      columns: columns(['seed', 'steps', 'recipe', 'dataset', ...fixed.sort()].map((name) => `config.${name}`)),
    },
  ];
}

/** What can be told of a metric: the best of it only where it is known which that is. */
export function aggregatesOf({ goal }: ShownColumn): readonly MetricAggregate[] {
  return metricAggregates.filter((aggregate) => aggregate !== 'best' || goal !== undefined);
}

/** The id of the same metric with another aggregate. */
export function withAggregate({ column, id }: ShownColumn, aggregate: MetricAggregate): string {
  return column.kind === 'metric' ? printTrialColumn({ ...column, aggregate }) : id;
}
