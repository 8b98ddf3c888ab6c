import type { Sql } from '../connection/database.ts';
import { isAlive } from './isAlive.ts';

/** Slots of the trainers that serve a pool now. */
export async function aliveSlots(sql: Sql, pool: string): Promise<number> {
  const [row] = await sql<{ slots: number }[]>`
    select coalesce(sum(jsonb_array_length(slots)), 0)::integer as slots from workers
    where pool = ${pool} and ${sql.unsafe(isAlive)}`;
  return row?.slots ?? 0;
}
