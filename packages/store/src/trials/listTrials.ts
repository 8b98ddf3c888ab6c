import type { TrialListQuery } from '@seesaw/shared/queries';
import type { TrialRow } from '@seesaw/shared/records';
import type { Database } from '../connection/database.ts';
import type { TrialRecord } from '../tables/trialTables.ts';
import { filterTrials } from './filterTrials.ts';
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
  return { items: await toTrialRows(sql, records), ...page };
}

/** Which trials are on the page: sorted on the few columns it needs; the wide rows are fetched for one page only. */
export async function findTrials(
  database: Database,
  query: Pick<TrialListQuery, 'sweepId' | 'state' | 'filter' | 'sort' | 'order' | 'limit' | 'cursor'>,
): Promise<{ ids: number[]; nextCursor: string | null; total: number }> {
  const { sql } = database;
  const { sweepId, limit, cursor, filter } = query;
  const order = trialOrder(sql, query);
  const after = cursor === undefined ? sql`` : sql`and ${order.after(readCursor({ ...query, cursor }))}`;
  const states = query.state === undefined ? sql`` : sql`and t.state = any(${query.state}::text[])`;
  const chosen = filter === undefined ? undefined : await filterTrials(database, { sweepId, filter });
  const holds = chosen === undefined ? sql`` : sql`and ${chosen.where}`;
  const [rows, counted] = await Promise.all([
    sql<{ id: number; number: number; rank: number; value: string | null }[]>`
      select t.id, t.number, ${order.rank} as rank, (${order.value})::text as value
      from trials t ${order.joins} ${chosen?.joins ?? sql``}
      where t.sweep_id = ${sweepId} ${states} ${holds} ${after}
      order by ${order.orderBy}
      limit ${limit + 1}`,
    sql<{ total: number }[]>`
      select count(*)::integer as total from trials t ${chosen?.joins ?? sql``}
      where t.sweep_id = ${sweepId} ${states} ${holds}`,
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    ids: page.map((row) => row.id),
    nextCursor: rows.length > limit && last !== undefined ? writeCursor(query, last) : null,
    total: counted[0]?.total ?? 0,
  };
}
