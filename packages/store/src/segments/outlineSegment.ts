import type { Sql } from '../connection/database.ts';
import type { SegmentOutline } from '../segmentPort.ts';
import { trialNotFound } from '../trials/lockTrial.ts';

export async function outlineSegment(sql: Sql, trialId: number): Promise<SegmentOutline> {
  const [row] = await sql<SegmentOutline[]>`
    select t.attempt, t.step, t.config, coalesce((s.definition ->> 'pack')::integer, 1) as lanes
    from trials t join sweeps s on s.id = t.sweep_id where t.id = ${trialId}`;
  if (row === undefined) throw trialNotFound(trialId);
  return row;
}
