/** Columns of the row itself. Times are ISO 8601 UTC; `onFront` is null where a sweep has one objective; tags are one text, with commas. */
export const trialFields = [
  'number',
  'id',
  'state',
  'score',
  'step',
  'maxStep',
  'health',
  'healthEvidence',
  'attempt',
  'createdAt',
  'startedAt',
  'endedAt',
  'lastError',
  'onFront',
  'tags',
  'notes',
] as const;
export type TrialField = (typeof trialFields)[number];

/**
 * What is told of all the values that a metric had: the last one, the one that its goal calls best, extremes, and the mean of the
 * finite ones. `best` needs a goal, so only objectives have it.
 */
export const metricAggregates = ['last', 'best', 'min', 'max', 'mean'] as const;
export type MetricAggregate = (typeof metricAggregates)[number];

/** A column of a table of trials. `point`: what the sweep varies; `config`: any setting of the resolved configuration. */
export type TrialColumn =
  | { readonly kind: 'field'; readonly field: TrialField }
  | { readonly kind: 'point' | 'config'; readonly name: string }
  | { readonly kind: 'metric'; readonly aggregate: MetricAggregate; readonly name: string };

/** In words, for whoever named a column that there is not. */
export const trialColumnsInWords =
  `${trialFields.join(', ')}, point.<name>, config.<name>, metric.<name> (its last value), best.<name>, min.<name>, ` +
  'max.<name> or mean.<name>';

/** `score`, `point.lr_d`, `config.batch_size`, `metric.eval/score`, `mean.train/d_loss`; undefined for anything else. */
export function parseTrialColumn(id: string): TrialColumn | undefined {
  const field = trialFields.find((known) => known === id);
  if (field !== undefined) return { kind: 'field', field };
  const dot = id.indexOf('.');
  const [prefix, name] = [id.slice(0, dot), id.slice(dot + 1)];
  if (dot < 1 || name === '') return undefined;
  if (prefix === 'point' || prefix === 'config') return { kind: prefix, name };
  if (prefix === 'metric') return { kind: 'metric', aggregate: 'last', name };
  const aggregate = metricAggregates.find((known) => known === prefix && known !== 'last');
  return aggregate && { kind: 'metric', aggregate, name };
}

export function printTrialColumn(column: TrialColumn): string {
  if (column.kind === 'field') return column.field;
  if (column.kind !== 'metric') return `${column.kind}.${column.name}`;
  return `${column.aggregate === 'last' ? 'metric' : column.aggregate}.${column.name}`;
}
