import type { LogRow } from '@seesaw/shared/records';
import { and, asc, eq, gt, ilike } from 'drizzle-orm';
import type { Database } from '../connection/database.ts';
import { isoTime } from '../connection/isoTime.ts';
import { logs } from '../tables/activityTables.ts';

/** In the order of writing, after the id `after`. `search` is plain text, case does not matter. */
export async function listLogs(
  { typed }: Database,
  {
    trialId,
    after,
    limit,
    level,
    search,
  }: { trialId: number; after?: number; limit: number; level?: string; search?: string },
): Promise<LogRow[]> {
  const rows = await typed
    .select()
    .from(logs)
    .where(
      and(
        eq(logs.trialId, trialId),
        after === undefined ? undefined : gt(logs.id, after),
        level === undefined ? undefined : eq(logs.level, level as LogRow['level']),
        search === undefined ? undefined : ilike(logs.message, `%${search.replace(/[\\%_]/g, '\\$&')}%`),
      ),
    )
    .orderBy(asc(logs.id))
    .limit(limit);
  return rows.map((row) => ({ ...row, at: isoTime(row.at) }));
}
