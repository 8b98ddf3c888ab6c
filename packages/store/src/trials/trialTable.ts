import { SeesawError } from '@seesaw/shared/errors';
import type { TrialListQuery, TrialTable } from '@seesaw/shared/queries';
import { toWireNumber } from '@seesaw/shared/records';
import type { Database, Sql } from '../connection/database.ts';
import { isoTimeOrNull } from '../connection/isoTime.ts';
import { frontNumbers } from '../sweeps/readFront.ts';
import type { TrialRecord } from '../tables/trialTables.ts';
import { findTrials } from './listTrials.ts';

type Cell = TrialTable['rows'][number][number];

const fields = {
  number: (trial) => trial.number,
  id: (trial) => trial.id,
  state: (trial) => trial.state,
  score: (trial) => trial.score,
  step: (trial) => trial.step,
  maxStep: (trial) => trial.maxStep,
  health: (trial) => trial.health,
  attempt: (trial) => trial.attempt,
  createdAt: (trial) => isoTimeOrNull(trial.createdAt),
  startedAt: (trial) => isoTimeOrNull(trial.startedAt),
  endedAt: (trial) => isoTimeOrNull(trial.endedAt),
  lastError: (trial) => trial.lastError,
} as const satisfies Record<string, (trial: TrialRecord) => Cell>;

/** Columns of a metric's summary by the prefix that asks for them. */
const summaryFields = { metric: 'last', min: 'min', max: 'max' } as const;

interface Summary {
  readonly last: number;
  readonly min: number | null;
  readonly max: number | null;
}

type ReadCell = (
  trial: TrialRecord,
  summaries: ReadonlyMap<string, Summary>,
  front: ReadonlySet<number> | undefined,
) => Cell;

/**
 * A page of trials with the chosen columns alone: reads configurations and summaries only where a column needs them.
 * @throws SeesawError 'not-found' for a column that trials do not have.
 */
export async function trialTable(
  database: Database,
  query: TrialListQuery & { columns: readonly string[] },
): Promise<TrialTable> {
  const { sql } = database;
  const { columns } = query;
  const cells = columns.map(readerOf);
  const { ids, ...page } = await findTrials(database, query);
  const asks = (prefix: string) => columns.some((column) => column.startsWith(prefix));
  const [records, summaries, fronts] = await Promise.all([
    sql<TrialRecord[]>`
      select t.id, t.number, t.state, t.score, t.step, t.max_step, t.health, t.attempt, t.created_at, t.started_at, t.ended_at,
        t.last_error ${asks('point.') ? sql`, t.point` : sql``} ${asks('config.') ? sql`, t.config` : sql``}
      from unnest(${ids}::integer[]) with ordinality as page(id, place) join trials t using (id) order by page.place`,
    readSummaries(sql, ids, metricsOf(columns)),
    columns.includes('onFront') ? frontNumbers(sql, [query.sweepId]) : undefined,
  ]);
  const front = fronts?.get(query.sweepId);
  const none = new Map<string, Summary>();
  return {
    columns: [...columns],
    rows: records.map((trial) => cells.map((read) => read(trial, summaries.get(trial.id) ?? none, front))),
    ...page,
  };
}

function readerOf(column: string): ReadCell {
  if (Object.hasOwn(fields, column)) return fields[column as keyof typeof fields];
  if (column === 'onFront') return (trial, _summaries, front) => front?.has(trial.number) ?? null;
  const [prefix, name] = split(column);
  if (prefix === 'point') return (trial) => trial.point[name] ?? null;
  if (prefix === 'config') return ({ config }) => configured(config, name) ?? null;
  if (Object.hasOwn(summaryFields, prefix)) {
    const field = summaryFields[prefix as keyof typeof summaryFields];
    return (_trial, summaries) => {
      const value = summaries.get(name)?.[field] ?? null;
      return value === null ? null : toWireNumber(value);
    };
  }
  const known = [...Object.keys(fields), 'onFront'].join(', ');
  throw new SeesawError('not-found', `Trials have no column ${column}`, {
    facts: { hint: `use ${known}, point.<name>, config.<name>, metric.<name>, min.<name> or max.<name>` },
  });
}

function split(column: string): [string, string] {
  const dot = column.indexOf('.');
  return dot < 0 ? [column, ''] : [column.slice(0, dot), column.slice(dot + 1)];
}

function configured({ values, seed, steps, recipe, dataset }: TrialRecord['config'], name: string) {
  const beside: Readonly<Record<string, Cell>> = { seed, steps, recipe, dataset };
  return Object.hasOwn(beside, name) ? beside[name] : values[name];
}

function metricsOf(columns: readonly string[]): string[] {
  const named = columns.map(split).filter(([prefix, name]) => name !== '' && Object.hasOwn(summaryFields, prefix));
  return [...new Set(named.map(([, name]) => name))];
}

async function readSummaries(
  sql: Sql,
  ids: number[],
  metrics: string[],
): Promise<Map<number, ReadonlyMap<string, Summary>>> {
  if (metrics.length === 0) return new Map();
  const rows = await sql<(Summary & { trialId: number; name: string })[]>`
    select m.trial_id, k.name, m.last, m.min, m.max
    from metric_keys k join metric_summaries m on m.key_id = k.id
    where k.name = any(${metrics}::text[]) and m.trial_id = any(${ids}::integer[])`;
  const byTrial = new Map<number, Map<string, Summary>>();
  for (const { trialId, name, ...summary } of rows) {
    const known = byTrial.get(trialId);
    if (known === undefined) byTrial.set(trialId, new Map([[name, summary]]));
    else known.set(name, summary);
  }
  return byTrial;
}
