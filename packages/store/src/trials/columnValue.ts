import { assertNever } from '@seesaw/shared/assertNever';
import { SeesawError } from '@seesaw/shared/errors';
import { type Goal, objectivesOf, type WithObjectives } from '@seesaw/shared/objective';
import { parseTrialColumn, type TrialColumn, type TrialField, trialColumnsInWords } from '@seesaw/shared/trialColumn';
import type postgres from 'postgres';
import { mostSummed } from '../metrics/sums.ts';

/** What a column of the table of trials is in a query over `trials t`. */
export interface ColumnValue {
  readonly joins: postgres.Fragment;
  readonly value: postgres.Fragment;
  readonly type: 'integer' | 'text' | 'double precision' | 'jsonb';
  readonly mayBeNaN?: boolean;
}

/** Goals of the sweep's objectives by name: what `best` of a metric means. */
export type Goals = ReadonlyMap<string, Goal>;

const fields: Readonly<Record<Exclude<TrialField, 'onFront'>, { sql: string; type: ColumnValue['type'] }>> = {
  number: { sql: 't.number', type: 'integer' },
  id: { sql: 't.id', type: 'integer' },
  state: { sql: 't.state', type: 'text' },
  score: { sql: 't.score', type: 'double precision' },
  step: { sql: 't.step', type: 'integer' },
  maxStep: { sql: 't.max_step', type: 'integer' },
  health: { sql: 't.health', type: 'text' },
  healthEvidence: { sql: 't.health_evidence', type: 'text' },
  attempt: { sql: 't.attempt', type: 'integer' },
  // Seconds: a time in a made-up cursor can be one that there is not.
  createdAt: { sql: 'extract(epoch from t.created_at)::double precision', type: 'double precision' },
  startedAt: { sql: 'extract(epoch from t.started_at)::double precision', type: 'double precision' },
  endedAt: { sql: 'extract(epoch from t.ended_at)::double precision', type: 'double precision' },
  lastError: { sql: 't.last_error', type: 'text' },
  tags: { sql: "(select string_agg(tag, ',') from jsonb_array_elements_text(t.tags) tag)", type: 'text' },
  notes: { sql: "nullif(t.notes, '')", type: 'text' },
};

const besideValues: ReadonlySet<string> = new Set(['seed', 'steps', 'recipe', 'dataset']);

/** @throws SeesawError 'not-found' for what is no column. */
export function columnOf(id: string): TrialColumn {
  const column = parseTrialColumn(id);
  if (column !== undefined) return column;
  throw new SeesawError('not-found', `Trials have no column ${id}`, { facts: { hint: `use ${trialColumnsInWords}` } });
}

/**
 * @param alias of the joined summaries of the metric: one per column of a query
 * @throws SeesawError 'not-found' where it cannot be sorted or grouped by, or `best` has no goal
 */
export function columnValue(
  sql: postgres.Sql,
  { column, alias, goals }: { column: TrialColumn; alias: string; goals: Goals },
): ColumnValue {
  const joins = sql``;
  switch (column.kind) {
    case 'field': {
      if (column.field === 'onFront') {
        throw new SeesawError('not-found', 'The front is no value of a row', { facts: { hint: 'use front=true' } });
      }
      const field = fields[column.field];
      return { joins, value: sql`${sql.unsafe(field.sql)}`, type: field.type };
    }
    case 'point':
      return { joins, value: sql`t.point -> ${column.name}::text`, type: 'jsonb' };
    case 'config':
      return {
        joins,
        value: besideValues.has(column.name)
          ? sql`t.config -> ${column.name}::text`
          : sql`t.config -> 'values' -> ${column.name}::text`,
        type: 'jsonb',
      };
    case 'metric':
      return {
        joins: sql`
          left join metric_summaries ${sql(alias)} on ${sql(alias)}.trial_id = t.id
            and ${sql(alias)}.key_id = (select id from metric_keys where name = ${column.name})`,
        value: aggregateOf(sql, { column, alias, goals }),
        type: 'double precision',
        mayBeNaN: column.aggregate === 'last',
      };
    default:
      return assertNever(column, 'kind of column');
  }
}

/** A number for statistics: null where the column has none, or one so large that its square would be none; undefined for text. */
export function numericValue(sql: postgres.Sql, { value, type }: ColumnValue): postgres.Fragment | undefined {
  if (type === 'text') return undefined;
  const number =
    type === 'jsonb'
      ? sql`case when jsonb_typeof(${value}) = 'number' then (${value})::double precision end`
      : sql`(${value})::double precision`;
  return sql`(case when ${number} between ${-mostSummed} and ${mostSummed} then ${number} end)`;
}

/** The goals that `best` columns need; asks only where there is one. */
export async function goalsFor(
  sql: postgres.Sql,
  { sweepId, columns }: { sweepId: string; columns: readonly TrialColumn[] },
): Promise<Goals> {
  if (!columns.some((column) => column.kind === 'metric' && column.aggregate === 'best')) return new Map();
  const [sweep] = await sql<WithObjectives[]>`
    select definition -> 'metric' as metric, definition -> 'metrics' as metrics from sweeps where id = ${sweepId}`;
  return new Map(sweep === undefined ? [] : objectivesOf(sweep).map(({ name, goal }) => [name, goal]));
}

/** Which extreme is the best value of a metric. */
export function bestExtreme(goals: Goals, name: string): 'min' | 'max' {
  const goal = goals.get(name);
  if (goal !== undefined) return goal === 'minimize' ? 'min' : 'max';
  throw new SeesawError('not-found', `${name} is no objective of the sweep, so no value of it is the best`, {
    facts: { hint: `use min.${name} or max.${name}` },
  });
}

function aggregateOf(
  sql: postgres.Sql,
  { column, alias, goals }: { column: Extract<TrialColumn, { kind: 'metric' }>; alias: string; goals: Goals },
): postgres.Fragment {
  const of = (name: string) => sql`${sql(alias)}.${sql(name)}`;
  switch (column.aggregate) {
    case 'last':
    case 'min':
    case 'max':
      return of(column.aggregate);
    case 'best':
      return of(bestExtreme(goals, column.name));
    case 'mean':
      return sql`(${of('sum')} / nullif(${of('summed')}, 0))`;
    default:
      return assertNever(column.aggregate, 'aggregate');
  }
}
