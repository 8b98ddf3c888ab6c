import type { LogRow } from '@seesaw/shared/records';
import { and, asc, eq, gt, ilike, inArray } from 'drizzle-orm';
import type { Database } from '../connection/database.ts';
import { isoTime } from '../connection/isoTime.ts';
import { logs } from '../tables/activityTables.ts';

const levels: readonly LogRow['level'][] = ['debug', 'info', 'warn', 'error'];

/** In the order of writing, after the id `after`. `level`: this one and graver ones. `search` is plain text, case does not matter. */
export async function listLogs(
  { typed }: Database,
  {
    trialId,
    after,
    limit,
    level,
    search,
  }: { trialId: number; after?: number; limit: number; level?: LogRow['level']; search?: string },
): Promise<LogRow[]> {
  const rows = await typed
    .select()
    .from(logs)
    .where(
      and(
        eq(logs.trialId, trialId),
        after === undefined ? undefined : gt(logs.id, after),
        level === undefined ? undefined : inArray(logs.level, levels.slice(levels.indexOf(level))),
        search === undefined ? undefined : ilike(logs.message, `%${search.replace(/[\\%_]/g, '\\$&')}%`),
      ),
    )
    .orderBy(asc(logs.id))
    .limit(limit);
  return rows.map((row) => ({ ...row, at: isoTime(row.at) }));
}
