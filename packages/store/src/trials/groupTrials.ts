import { SeesawError } from '@seesaw/shared/errors';
import type { GroupKey, TrialGroupQuery } from '@seesaw/shared/queries';
import type postgres from 'postgres';
import type { Database } from '../connection/database.ts';
import { type ColumnValue, columnOf, columnValue, goalsFor, numericValue } from './columnValue.ts';
import { filterTrials } from './filterTrials.ts';
import { groupKey } from './groupKey.ts';

/** What the trials of a group have in a column: numbers that are finite, else texts; null where there is neither. */
export type GroupStatistic =
  | { readonly n: number; readonly mean: number; readonly deviation: number | null }
  | { readonly n: number; readonly common: string; readonly kinds: number }
  | null;

export interface GroupPage {
  readonly groups: readonly {
    readonly key: GroupKey;
    readonly numbers: number[];
    /** One for each asked column. */
    readonly values: readonly GroupStatistic[];
  }[];
  readonly nextCursor: string | null;
  readonly total: number;
  readonly trials: number;
}

/**
 * Groups of the trials that a query chooses: those with equal values in each column of `by`; having none is a value too. Groups
 * without the sorted value come last. Pages are counted off: a group that comes or goes meanwhile moves those behind it.
 *
 * @throws SeesawError 'not-found' for a column that trials do not have; InvalidFilter
 */
export async function groupTrials(database: Database, query: TrialGroupQuery): Promise<GroupPage> {
  const { sql } = database;
  const { sweepId, by, sort, limit, filter } = query;
  const isAsked = sort === 'n' || sort === 'number' || by.includes(sort) || query.columns.includes(sort);
  const ids = isAsked ? query.columns : [...query.columns, sort];
  const columns = ids.map(columnOf);
  const goals = await goalsFor(sql, { sweepId, columns });
  const values = columns.map((column, index) => columnValue(sql, { column, alias: `of_${index}`, goals }));
  const offset = offsetOf(query.cursor);
  const chosen = filter === undefined ? undefined : await filterTrials(database, { sweepId, filter });
  const keys = by.map((id, index) => sql`${groupKey(sql, id)} as ${sql(`key_${index}`)}`);
  const ofTrials = values.flatMap((value, index) => partsOf(sql, value, index));
  const rows = await sql<StoredGroup[]>`
    with chosen as materialized (
      select t.number, ${listed(sql, [...keys, ...ofTrials])}
      from trials t ${joined(sql, values)} ${chosen?.joins ?? sql``}
      where t.sweep_id = ${sweepId}
        ${query.state === undefined ? sql`` : sql`and t.state = any(${query.state}::text[])`}
        ${chosen === undefined ? sql`` : sql`and ${chosen.where}`}
    ), groups as (
      select ${listed(
        sql,
        by.map((_, index) => sql`${sql(`key_${index}`)}`),
      )}, count(*)::integer as n, min(number) as first, array_agg(number order by number) as numbers
        ${values.map((value, index) => statistics(sql, value, index)).reduce((all, one) => sql`${all}${one}`, sql``)}
      from chosen group by ${listed(
        sql,
        by.map((_, index) => sql`${sql(`key_${index}`)}`),
      )}
    )
    select *, count(*) over ()::integer as total, sum(n) over ()::integer as trials from groups
    order by ${orderOf(sql, query, { ids, values })}, first limit ${limit + 1} offset ${offset}`;
  return {
    groups: rows.slice(0, limit).map((row) => ({
      key: by.map((_, index) => (row[`key${index}`] ?? null) as GroupKey[number]),
      numbers: row.numbers,
      values: query.columns.map((_, index) => statisticOf(row, index)),
    })),
    nextCursor: rows.length > limit ? String(offset + limit) : null,
    total: rows[0]?.total ?? 0,
    trials: rows[0]?.trials ?? 0,
  };
}

interface StoredGroup {
  readonly n: number;
  readonly numbers: number[];
  readonly total: number;
  readonly trials: number;
  readonly [column: string]: unknown;
}

/** Number and text of a column, as far as it may have them. */
function partsOf(sql: postgres.Sql, value: ColumnValue, index: number): postgres.Fragment[] {
  const number = numericValue(sql, value);
  const text = textValue(sql, value);
  return [
    ...(number === undefined ? [] : [sql`${number} as ${sql(`number_${index}`)}`]),
    ...(text === undefined ? [] : [sql`${text} as ${sql(`text_${index}`)}`]),
  ];
}

function textValue(sql: postgres.Sql, { value, type }: ColumnValue): postgres.Fragment | undefined {
  if (type === 'text') return sql`${value}`;
  return type === 'jsonb' ? sql`case when jsonb_typeof(${value}) <> 'number' then ${value} #>> '{}' end` : undefined;
}

function statistics(sql: postgres.Sql, { type }: ColumnValue, index: number): postgres.Fragment {
  const number = sql(`number_${index}`);
  const text = sql(`text_${index}`);
  const ofNumbers = sql`, count(${number})::integer as ${sql(`n_${index}`)}, avg(${number}) as ${sql(`mean_${index}`)},
    stddev_samp(${number}) as ${sql(`deviation_${index}`)}`;
  const ofTexts = sql`, count(${text})::integer as ${sql(`texts_${index}`)}, count(distinct ${text})::integer as ${sql(`kinds_${index}`)},
    mode() within group (order by ${text}) as ${sql(`common_${index}`)}`;
  if (type === 'text') return ofTexts;
  return type === 'jsonb' ? sql`${ofNumbers}${ofTexts}` : ofNumbers;
}

/** Rows come with their columns in camel case. */
function statisticOf(row: StoredGroup, index: number): GroupStatistic {
  const number = (name: string) => row[`${name}${index}`] as number | null | undefined;
  const mean = number('mean');
  if (mean !== null && mean !== undefined) {
    return { n: number('n') ?? 0, mean, deviation: number('deviation') ?? null };
  }
  const common = row[`common${index}`];
  return typeof common === 'string' ? { n: number('texts') ?? 0, common, kinds: number('kinds') ?? 1 } : null;
}

function orderOf(
  sql: postgres.Sql,
  { sort, order, by }: TrialGroupQuery,
  { ids, values }: { ids: readonly string[]; values: readonly ColumnValue[] },
): postgres.Fragment {
  const direction = order === 'desc' ? sql`desc` : sql`asc`;
  const ordered = (name: string) => sql`${sql(name)} ${direction} nulls last`;
  if (sort === 'n') return ordered('n');
  if (by.includes(sort)) return ordered(`key_${by.indexOf(sort)}`);
  if (sort === 'number') return ordered('first');
  const index = ids.indexOf(sort);
  const type = values[index]?.type;
  if (type === 'text') return ordered(`common_${index}`);
  return type === 'jsonb' ? sql`${ordered(`mean_${index}`)}, ${ordered(`common_${index}`)}` : ordered(`mean_${index}`);
}

function joined(sql: postgres.Sql, values: readonly ColumnValue[]): postgres.Fragment {
  return values.reduce((all, { joins }) => sql`${all} ${joins}`, sql``);
}

function listed(sql: postgres.Sql, parts: readonly postgres.Fragment[]): postgres.Fragment {
  const [first = sql``, ...rest] = parts;
  return rest.reduce((all, one) => sql`${all}, ${one}`, first);
}

/** @throws SeesawError 'not-found' for what no page named. */
function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw new SeesawError('not-found', `There is no page ${cursor.slice(0, 100)}`, {
    facts: { hint: 'use nextCursor of the page before' },
  });
}
