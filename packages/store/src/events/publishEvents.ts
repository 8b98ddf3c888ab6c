import type { Database } from '../connection/database.ts';

/** One at a time may give out positions; any constant that is not used by {@link migrate}. */
const advisoryLock = '126879297332088';

/**
 * Gives positions to committed events that have none. Because it happens after their commit and one reader at a time, an event
 * that becomes visible later always gets a higher position than all that were read: a cursor never skips one. (Ids would not
 * do: they are drawn before the commit. Nor would a comparison with the oldest running transaction: any long one, in any
 * database of the server, would stop the stream.)
 */
export async function publishEvents(database: Database): Promise<void> {
  const waiting = await database.sql`select 1 from events where position is null limit 1`;
  if (waiting.length === 0) return;
  await database.transaction(async (tx) => {
    await tx`select pg_advisory_xact_lock(${advisoryLock}::bigint)`;
    await tx`
      update events e set position = next.position
      from (
        select id, nextval('event_positions') as position
        from (select id from events where position is null order by id) as waiting
      ) as next
      where e.id = next.id`;
  });
}
