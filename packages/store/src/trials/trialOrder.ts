import { SeesawError } from '@seesaw/shared/errors';
import type postgres from 'postgres';
import { type ColumnValue, columnOf, columnValue, type Goals } from './columnValue.ts';

/**
 * How a list of trials is ordered: by value in the asked direction, then NaN, then those without one; equal ones by number.
 * `joins` and `value` are parts of a query over `trials t`; `orderBy` and `after` of one over its rows, which have the columns
 * value and number.
 */
export interface TrialOrder {
  readonly joins: postgres.Fragment;
  readonly value: postgres.Fragment;
  readonly orderBy: postgres.Fragment;
  /** Holds for the rows behind the one that the cursor names. */
  readonly after: (cursor: TrialCursor) => postgres.Fragment;
}

/** @throws SeesawError 'not-found' for a column that trials do not have. */
export function trialOrder(
  sql: postgres.Sql,
  { sort, order, goals }: { sort: string; order: 'asc' | 'desc'; goals: Goals },
): TrialOrder {
  const key = columnValue(sql, { column: columnOf(sort), alias: 'sorted', goals });
  const { joins, value, type, mayBeNaN = false } = key;
  const beyond = order === 'desc' ? sql`<` : sql`>`;
  const direction = order === 'desc' ? sql`desc` : sql`asc`;
  if (sort === 'number') {
    const after = ({ number }: TrialCursor) => sql`number ${beyond} ${number}`;
    return { joins, value, orderBy: sql`number ${direction}`, after };
  }
  const nan = mayBeNaN ? sql`value = 'NaN'` : sql`false`;
  const nanLast = mayBeNaN ? sql`(value = 'NaN') nulls last,` : sql``;
  return {
    joins,
    value,
    orderBy: sql`${nanLast} value ${direction} nulls last, number`,
    after({ value: last, number }) {
      if (last === null) return sql`(value is null and number > ${number})`;
      if (!canBe(type, last)) throw noPage(last);
      const here = sql`${last}::text::${sql.unsafe(type)}`;
      const equal = sql`(value = ${here} and number > ${number})`;
      if (mayBeNaN && last === 'NaN') return sql`(${equal} or value is null)`;
      return sql`(value ${beyond} ${here} or ${nan} or value is null or ${equal})`;
    },
  };
}

/** The last row of a page: where the next one goes on, whatever came or went before it. */
export interface TrialCursor {
  /** As Postgres prints it; null when there is none. */
  readonly value: string | null;
  readonly number: number;
}

export function writeCursor({ sort, order }: { sort: string; order: string }, cursor: TrialCursor): string {
  return Buffer.from(JSON.stringify([sort, order, cursor.value, cursor.number])).toString('base64url');
}

/** @throws SeesawError 'not-found' unless {@link writeCursor} made it for the same order. */
export function readCursor({ sort, order, cursor }: { sort: string; order: string; cursor: string }): TrialCursor {
  const parsed = parsedJson(Buffer.from(cursor, 'base64url').toString());
  if (Array.isArray(parsed) && parsed[0] === sort && parsed[1] === order) {
    const [, , value, number] = parsed as unknown[];
    const isNumber = typeof number === 'number' && Number.isInteger(number) && Math.abs(number) < 2 ** 31;
    if (isNumber && (value === null || typeof value === 'string')) return { value, number };
  }
  throw noPage(cursor);
}

/** A cursor can be made up. */
function canBe(type: ColumnValue['type'], printed: string): boolean {
  switch (type) {
    case 'text':
      return !printed.includes('\u0000');
    case 'integer':
      return /^-?\d{1,9}$/.test(printed);
    case 'double precision':
      return /^(-?Infinity|NaN)$/.test(printed) || (printed.trim() !== '' && Number.isFinite(Number(printed)));
    case 'jsonb':
      return parsedJson(printed) !== undefined && !printed.includes('\\u');
  }
}

function noPage(cursor: string): SeesawError {
  return new SeesawError('not-found', `There is no page ${cursor.slice(0, 100)}`, {
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
