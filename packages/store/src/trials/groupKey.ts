import { SeesawError } from '@seesaw/shared/errors';
import type postgres from 'postgres';
import { columnOf, columnValue } from './columnValue.ts';

/**
 * The value of a column that trials are grouped by, as jsonb, in a query over `trials t`; null where a trial has none.
 * @throws SeesawError 'not-found' for a metric, or what is no column.
 */
export function groupKey(sql: postgres.Sql, id: string): postgres.Fragment {
  const column = columnOf(id);
  if (column.kind !== 'metric') {
    const { value } = columnValue(sql, { column, alias: '', goals: new Map() });
    return sql`nullif(to_jsonb(${value}), 'null'::jsonb)`;
  }
  throw new SeesawError('not-found', `Trials are not grouped by ${id}: hardly two have the same value of a metric`, {
    facts: { hint: 'group by hyperparameters (point.<name>, config.<name>), state or health' },
  });
}
