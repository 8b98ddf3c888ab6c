import type { WorkerRow } from '@seesaw/shared/records';
import { asc, sql as expression, getTableColumns, type SQL } from 'drizzle-orm';
import { type Database, transaction } from '../connection/database.ts';
import { isoTime } from '../connection/isoTime.ts';
import { addEvent } from '../events/addEvent.ts';
import { workers } from '../tables/activityTables.ts';
import { isAlive as aliveNow } from './isAlive.ts';

/** Every start of a trainer is a worker of its own: those that are long gone would bury the others. */
const listedForHours = 24;

/** A worker that was thought gone and beats again is alive again. */
export async function workerHeartbeat(
  database: Database,
  worker: Omit<WorkerRow, 'lastSeenAt' | 'state'>,
): Promise<void> {
  await transaction(database, async (tx) => {
    const [known] = await tx<{ gone: boolean }[]>`
      select gone_at is not null as gone from workers where id = ${worker.id} for update`;
    await tx`
      insert into workers (id, host, pid, pool, version, slots, started_at)
      values (${worker.id}, ${worker.host}, ${worker.pid}, ${worker.pool}, ${worker.version},
        ${JSON.stringify(worker.slots)}::text::jsonb, ${worker.startedAt}::text::timestamptz)
      on conflict (id) do update set slots = excluded.slots, version = excluded.version, last_seen_at = now(), gone_at = null`;
    if (known?.gone === false) return;
    const slots = worker.slots.length === 1 ? '1 slot' : `${worker.slots.length} slots`;
    const message = `Trainer ${worker.id} on ${worker.host} is here with ${slots} for pool ${worker.pool}`;
    await addEvent(tx, { kind: 'worker.state', message, data: { workerId: worker.id, state: 'alive' } });
  });
}

export async function workerGone(database: Database, workerId: string): Promise<void> {
  await transaction(database, async (tx) => {
    const gone = await tx<{ host: string }[]>`
      update workers set gone_at = now() where id = ${workerId} and gone_at is null returning host`;
    if (gone.length === 0) return;
    const message = `Trainer ${workerId} on ${gone[0]?.host} is gone`;
    await addEvent(tx, { kind: 'worker.state', message, data: { workerId, state: 'gone' } });
  });
}

/** Seen within a day, oldest first; `alive` when seen within 15 s by the database's clock. One that is gone trains nothing. */
export async function listWorkers({ typed }: Database): Promise<WorkerRow[]> {
  const rows = await typed
    .select({ ...getTableColumns(workers), alive: expression.raw(aliveNow) as SQL<boolean> })
    .from(workers)
    .where(expression`${workers.lastSeenAt} > now() - ${listedForHours}::integer * interval '1 h'`)
    .orderBy(asc(workers.startedAt), asc(workers.id));
  return rows.map(({ goneAt: _, alive: isAlive, slots, ...row }) => ({
    ...row,
    slots: isAlive ? slots : slots.map((slot) => ({ ...slot, childPid: null, lanes: [null] })),
    startedAt: isoTime(row.startedAt),
    lastSeenAt: isoTime(row.lastSeenAt),
    state: isAlive ? 'alive' : 'gone',
  }));
}
