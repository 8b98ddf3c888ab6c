import { SeesawError } from '@seesaw/shared/errors';
import type postgres from 'postgres';

const sortColumns = {
  number: 'integer',
  state: 'text',
  score: 'double precision',
  step: 'integer',
  health: 'text',
  attempt: 'integer',
} as const;

/**
 * How a list of trials is ordered: by rank (0: has a value, 1: NaN, 2: nothing), by value in the asked direction, by number.
 * `joins`, `rank` and `value` are parts of a query over `trials t`; `orderBy` and `after` of one over its rows, which have the
 * columns rank, value and number.
 */
export interface TrialOrder {
  readonly joins: postgres.Fragment;
  readonly rank: postgres.Fragment;
  readonly value: postgres.Fragment;
  readonly orderBy: postgres.Fragment;
  /** Holds for the rows behind the one that the cursor names. */
  readonly after: (cursor: TrialCursor) => postgres.Fragment;
}

/** @throws SeesawError 'not-found' for a column that trials do not have. */
export function trialOrder(sql: postgres.Sql, { sort, order }: { sort: string; order: 'asc' | 'desc' }): TrialOrder {
  const { joins = sql``, value, rank, type } = keyOf(sql, sort);
  const beyond = order === 'desc' ? sql`<` : sql`>`;
  const direction = order === 'desc' ? sql`desc` : sql`asc`;
  const orderBy = sort === 'number' ? sql`number ${direction}` : sql`rank, value ${direction}, number`;
  return {
    joins,
    rank,
    value,
    orderBy,
    after(cursor) {
      if (sort === 'number') return sql`number ${beyond} ${cursor.number}`;
      if (cursor.rank > 0) return sql`(rank > ${cursor.rank} or (rank = ${cursor.rank} and number > ${cursor.number}))`;
      const last = sql`${cursor.value}::text::${type}`;
      return sql`(rank > 0 or value ${beyond} ${last} or (value = ${last} and number > ${cursor.number}))`;
    },
  };
}

function keyOf(sql: postgres.Sql, sort: string) {
  if (sort.startsWith('point.')) {
    const value = sql`t.point -> ${sort.slice('point.'.length)}::text`;
    return { value, rank: rankOf(sql, value), type: sql`jsonb` };
  }
  if (sort.startsWith('metric.')) {
    const joins = sql`
      left join metric_summaries sorted on sorted.trial_id = t.id
        and sorted.key_id = (select id from metric_keys where name = ${sort.slice('metric.'.length)})`;
    const value = sql`sorted.last`;
    const rank = sql`case when sorted.last = 'NaN' then 1 when sorted.last is null then 2 else 0 end`;
    return { joins, value, rank, type: sql`double precision` };
  }
  if (Object.hasOwn(sortColumns, sort)) {
    const value = sql`t.${sql(sort)}`;
    return { value, rank: rankOf(sql, value), type: sql.unsafe(sortColumns[sort as keyof typeof sortColumns]) };
  }
  throw new SeesawError('not-found', `Trials have no column ${sort} to sort by`, {
    facts: { hint: `use ${Object.keys(sortColumns).join(', ')}, point.<name> or metric.<name>` },
  });
}

function rankOf(sql: postgres.Sql, value: postgres.Fragment): postgres.Fragment {
  return sql`case when ${value} is null then 2 else 0 end`;
}

/** The last row of a page: where the next one goes on, whatever came or went before it. */
export interface TrialCursor {
  readonly rank: number;
  /** As Postgres prints it; null when the rank is not 0. */
  readonly value: string | null;
  readonly number: number;
}

export function writeCursor({ sort, order }: { sort: string; order: string }, cursor: TrialCursor): string {
  const text = JSON.stringify([sort, order, cursor.rank, cursor.rank === 0 ? cursor.value : null, cursor.number]);
  return Buffer.from(text).toString('base64url');
}

/** @throws SeesawError 'not-found' unless {@link writeCursor} made it for the same order. */
export function readCursor({ sort, order, cursor }: { sort: string; order: string; cursor: string }): TrialCursor {
  const parsed = parsedJson(Buffer.from(cursor, 'base64url').toString());
  if (Array.isArray(parsed) && parsed[0] === sort && parsed[1] === order) {
    const [, , rank, value, number] = parsed as unknown[];
    const placed = Number.isInteger(rank) && Number.isInteger(number) && Math.abs(number as number) < 2 ** 31;
    if (placed && (rank === 0 ? typeof value === 'string' : value === null)) {
      return { rank: rank as number, value: value as string | null, number: number as number };
    }
  }
  throw new SeesawError('not-found', `There is no page ${cursor.slice(0, 100)}`, {
    facts: { hint: 'use nextCursor of the page before, with the same sort and order' },
  });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
