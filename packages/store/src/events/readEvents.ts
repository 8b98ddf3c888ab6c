import type { SeesawEvent } from '@seesaw/shared/events';
import { and, asc, desc, eq, gt, isNotNull, lt, ne } from 'drizzle-orm';
import type { Database } from '../connection/database.ts';
import { isoTime } from '../connection/isoTime.ts';
import { events } from '../tables/activityTables.ts';
import { publishEvents } from './publishEvents.ts';

export async function eventsAfter(
  database: Database,
  { cursor, sweepId, limit }: { cursor: number; sweepId?: string; limit: number },
): Promise<{ events: SeesawEvent[]; cursor: number }> {
  await publishEvents(database);
  const rows = await database.typed
    .select()
    .from(events)
    .where(and(gt(events.position, cursor), sweepId === undefined ? undefined : eq(events.sweepId, sweepId)))
    .orderBy(asc(events.position))
    .limit(limit);
  const found = rows.map(eventOf);
  return { events: found, cursor: found.at(-1)?.id ?? cursor };
}

/** Newest first; the cursor is null where nothing is behind. */
export async function eventsBefore(
  database: Database,
  { sweepId, cursor, limit, progress }: { sweepId: string; cursor?: number; limit: number; progress: boolean },
): Promise<{ events: SeesawEvent[]; cursor: number | null }> {
  await publishEvents(database);
  const rows = await database.typed
    .select()
    .from(events)
    .where(
      and(
        eq(events.sweepId, sweepId),
        cursor === undefined ? isNotNull(events.position) : lt(events.position, cursor),
        progress ? undefined : ne(events.kind, 'trial.progress'),
      ),
    )
    .orderBy(desc(events.position))
    // One more tells whether that is all.
    .limit(limit + 1);
  const found = rows.slice(0, limit).map(eventOf);
  return { events: found, cursor: rows.length > limit ? found.at(-1)!.id : null };
}

function eventOf({ position, id: _, ...row }: typeof events.$inferSelect): SeesawEvent {
  return { ...row, id: position as number, at: isoTime(row.at) };
}

/** Position of the newest event: take it before the snapshot that a stream starts with. */
export async function eventsTip(database: Database): Promise<number> {
  await publishEvents(database);
  const [row] = await database.sql<{ tip: number }[]>`select coalesce(max(position), 0) as tip from events`;
  return row?.tip ?? 0;
}

/** Answers how many progress events were dropped. */
export async function pruneEvents(
  { sql }: Database,
  { progressOlderThanMs }: { progressOlderThanMs: number },
): Promise<number> {
  const dropped = await sql`
    delete from events
    where kind = 'trial.progress' and position is not null and at < now() - ${progressOlderThanMs}::integer * interval '1 ms'`;
  return dropped.count;
}
