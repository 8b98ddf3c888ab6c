import type { Database } from '../connection/database.ts';
import { sweepNotFound } from './lockSweep.ts';

export async function saveSelection(
  database: Database,
  { sweepId, numbers }: { sweepId: string; numbers: number[] | 'failed' },
): Promise<{ selectionId: number; count: number }> {
  const { sql } = database;
  const chosen = numbers === 'failed' ? sql`state = 'failed'` : sql`number = any(${numbers}::integer[])`;
  const [row] = await sql<{ selectionId: number; count: number }[]>`
    insert into selections (sweep_id, numbers)
    select s.id, array(select number from trials where sweep_id = s.id and ${chosen} order by number)
    from sweeps s where s.id = ${sweepId}
    returning id as selection_id, cardinality(numbers) as count`;
  if (row === undefined) throw sweepNotFound(sweepId);
  return row;
}
