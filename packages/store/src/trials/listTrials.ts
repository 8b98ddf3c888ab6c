import type { TrialListQuery } from '@seesaw/shared/queries';
import type { TrialRow } from '@seesaw/shared/records';
import type postgres from 'postgres';
import type { Database } from '../connection/database.ts';
import { numbersOnFront } from '../sweeps/readFront.ts';
import type { TrialRecord } from '../tables/trialTables.ts';
import { columnOf, goalsFor } from './columnValue.ts';
import { filterTrials } from './filterTrials.ts';
import { groupKey } from './groupKey.ts';
import { readCursor, trialOrder, writeCursor } from './trialOrder.ts';
import { toTrialRows } from './trialRow.ts';

/**
 * A page of a sweep's trials. What has no value in the sorted column comes last in both directions, NaN right before it;
 * equal ones go by number. The cursor names the last row of the page before: a row whose sorted value changes meanwhile may be
 * seen twice or not at all, every other one is seen once.
 */
export async function listTrials(
  database: Database,
  query: TrialListQuery,
): Promise<{ items: TrialRow[]; nextCursor: string | null; total: number }> {
  const { sql } = database;
  const { ids, ...page } = await findTrials(database, query);
  const records = await sql<TrialRecord[]>`
    select t.* from unnest(${ids}::integer[]) with ordinality as page(id, place)
    join trials t using (id) order by page.place`;
  return { items: await toTrialRows(database, records), ...page };
}

interface Placed {
  readonly id: number;
  readonly number: number;
  /** The value that it is sorted by. */
  readonly printed: string | null;
}

/** Which trials are on the page: sorted on the few columns it needs; the wide rows are fetched for one page only. */
export async function findTrials(
  database: Database,
  query: Pick<
    TrialListQuery,
    'sweepId' | 'state' | 'filter' | 'sort' | 'order' | 'limit' | 'cursor' | 'front' | 'group'
  >,
): Promise<{ ids: number[]; nextCursor: string | null; total: number }> {
  const { sql } = database;
  const { sweepId, limit, cursor, filter } = query;
  const goals = await goalsFor(sql, { sweepId, columns: [columnOf(query.sort)] });
  const order = trialOrder(sql, { ...query, goals });
  const after = cursor === undefined ? sql`` : sql`where ${order.after(readCursor({ ...query, cursor }))}`;
  const front = query.front ? await numbersOnFront(database, sweepId) : undefined;
  const states = sql`
    ${query.state === undefined ? sql`` : sql`and t.state = any(${query.state}::text[])`}
    ${front === undefined ? sql`` : sql`and t.number = any(${front}::integer[])`}
    ${query.group === undefined ? sql`` : inGroup(sql, query.group)}`;
  const chosen = filter === undefined ? undefined : await filterTrials(database, { sweepId, filter });
  const trials = sql`
    select t.id, t.number, ${order.value} as value
    from trials t ${order.joins} ${chosen?.joins ?? sql``}
    where t.sweep_id = ${sweepId} ${states} ${chosen === undefined ? sql`` : sql`and ${chosen.where}`}`;
  const counting = sql`select count(*)::integer as total from trials t where t.sweep_id = ${sweepId} ${states}`;
  const { rows, total } =
    chosen === undefined ? await pageAndCount(sql, trials, counting) : await pageOfFiltered(sql, trials);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    ids: page.map((row) => row.id),
    nextCursor:
      rows.length > limit && last !== undefined
        ? writeCursor(query, { value: last.printed, number: last.number })
        : null,
    total,
  };

  /** The page by itself can come from an index. */
  async function pageAndCount(sql: postgres.Sql, trials: postgres.Fragment, counting: postgres.Fragment) {
    const [rows, counted] = await Promise.all([
      sql<Placed[]>`
        select id, number, value::text as printed from (${trials}) chosen ${after} order by ${order.orderBy} limit ${limit + 1}`,
      sql<{ total: number }[]>`${counting}`,
    ]);
    return { rows: [...rows], total: counted[0]?.total ?? 0 };
  }

  /** A filter looks at every trial: once for page and total. */
  async function pageOfFiltered(sql: postgres.Sql, trials: postgres.Fragment) {
    const rows = await sql<(Placed & { total: number; id: number | null })[]>`
      with chosen as materialized (${trials}),
        page as (select * from chosen ${after} order by ${order.orderBy} limit ${limit + 1})
      select id, number, value::text as printed, c.total
      from (select count(*)::integer as total from chosen) c left join page on true
      order by ${order.orderBy}`;
    return { rows: rows.filter((row) => row.id !== null), total: rows[0]?.total ?? 0 };
  }
}

/** @throws SeesawError 'not-found' for a column that does not group. */
function inGroup(sql: postgres.Sql, { by, key }: NonNullable<TrialListQuery['group']>): postgres.Fragment {
  return by
    .map((id, index) => {
      const value = key[index] ?? null;
      const wanted = value === null ? sql`null::jsonb` : sql`${JSON.stringify(value)}::text::jsonb`;
      return sql`and ${groupKey(sql, id)} is not distinct from ${wanted}`;
    })
    .reduce((all, one) => sql`${all} ${one}`, sql``);
}
