import { SeesawError } from '@seesaw/shared/errors';
import type { TrialListQuery } from '@seesaw/shared/queries';
import type { TrialRow } from '@seesaw/shared/records';
import type postgres from 'postgres';
import type { Database } from '../connection/database.ts';
import type { TrialRecord } from '../tables/trialTables.ts';
import { toTrialRows } from './trialRow.ts';

const sortColumns = ['number', 'state', 'score', 'step', 'health', 'attempt'] as const;

/**
 * A page of a sweep's trials. What has no value in the sorted column comes last in both directions, NaN right before it;
 * equal ones go by number. The cursor counts rows: while the sort column moves, a row may be seen twice or not at all.
 */
export async function listTrials(
  { sql }: Database,
  query: TrialListQuery,
): Promise<{ items: TrialRow[]; nextCursor: string | null; total: number }> {
  const { sweepId, limit } = query;
  const offset = readCursor(query.cursor);
  const chosen = query.state === undefined ? sql`` : sql`and t.state = any(${query.state}::text[])`;
  // Sorted on the few columns it needs; the wide rows are fetched for one page only.
  const ids = await sql<{ id: number; total: number }[]>`
    select t.id, count(*) over ()::integer as total
    from trials t ${joinFor(sql, query.sort)}
    where t.sweep_id = ${sweepId} ${chosen}
    order by ${orderFor(sql, query)}, t.number
    limit ${limit} offset ${offset}`;
  const records = await sql<TrialRecord[]>`
    select t.* from unnest(${ids.map((row) => row.id)}::integer[]) with ordinality as page(id, place)
    join trials t using (id) order by page.place`;
  const total = ids[0]?.total ?? (await countTrials(sql, sweepId, chosen));
  const end = offset + ids.length;
  return {
    items: await toTrialRows(sql, records),
    nextCursor: ids.length > 0 && end < total ? `o${end}` : null,
    total,
  };
}

function joinFor(sql: postgres.Sql, sort: string): postgres.Fragment {
  if (!sort.startsWith('metric.')) return sql``;
  return sql`
    left join metric_summaries b on b.trial_id = t.id
      and b.key_id = (select id from metric_keys where name = ${sort.slice('metric.'.length)})`;
}

function orderFor(sql: postgres.Sql, { sort, order }: TrialListQuery): postgres.Fragment {
  const direction = order === 'desc' ? sql`desc nulls last` : sql`asc nulls last`;
  if (sort.startsWith('point.')) return sql`t.point -> ${sort.slice('point.'.length)}::text ${direction}`;
  if (sort.startsWith('metric.')) return sql`(b.last = 'NaN') asc nulls last, b.last ${direction}`;
  const column = sortColumns.find((name) => name === sort);
  if (column !== undefined) return sql`t.${sql(column)} ${direction}`;
  throw new SeesawError('not-found', `Trials have no column ${sort} to sort by`, {
    facts: { hint: `use ${sortColumns.join(', ')}, point.<name> or metric.<name>` },
  });
}

async function countTrials(sql: postgres.Sql, sweepId: string, chosen: postgres.Fragment): Promise<number> {
  const [row] = await sql<{ total: number }[]>`
    select count(*)::integer as total from trials t where t.sweep_id = ${sweepId} ${chosen}`;
  return row?.total ?? 0;
}

function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const offset = /^o(\d{1,9})$/.exec(cursor)?.[1];
  if (offset !== undefined) return Number(offset);
  throw new SeesawError('not-found', `There is no page ${cursor}`, {
    facts: { hint: 'use nextCursor of the page before' },
  });
}
