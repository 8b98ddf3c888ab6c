import { randomBytes } from 'node:crypto';
import { SeesawError } from '@seesaw/shared/errors';
import { objectivesOf } from '@seesaw/shared/objective';
import type { SweepRow } from '@seesaw/shared/records';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import { sweepDefaults } from '@seesaw/shared/sweepFileDefaults';
import { warmSourceInWords } from '@seesaw/shared/warmSourceInWords';
import { type Database, transaction } from '../connection/database.ts';
import { storableText } from '../connection/storableText.ts';
import { addEvent } from '../events/addEvent.ts';
import { getSweep } from './readSweeps.ts';
import { keepWarmStart } from './warmStart.ts';

/** Without 0/o and 1/l, so that an id can be read aloud and typed; 32 letters, 5 bits each. */
const letters = '23456789abcdefghijkmnpqrstuvwxyz';

export async function createSweep(
  database: Database,
  { sweep, yaml, idempotencyKey }: { sweep: ResolvedSweep; yaml: string; idempotencyKey?: string },
): Promise<{ row: SweepRow; created: boolean }> {
  const keys = await database.metricKeys.ensure(objectivesOf(sweep).map(({ name }) => name));
  const id = newSweepId();
  const created = await transaction(database, async (tx) => {
    const inserted = await tx`
      insert into sweeps (id, name, description, definition, yaml, idempotency_key, concurrency, pool, priority, planned_trials, objective_key)
      values (${id}, ${sweep.name}, ${sweep.description}, ${JSON.stringify(sweep)}::text::jsonb, ${storableText(yaml)},
        ${idempotencyKey ?? null}, ${sweep.concurrency}, ${sweep.pool},
        ${sweep.priority ?? sweepDefaults.priority}, ${sweep.plannedTrials},
        ${keys.get(sweep.metric.name) ?? null})
      on conflict (idempotency_key) do nothing`;
    if (inserted.count === 0) return false;
    const sources = (await keepWarmStart(tx, id, sweep)).map(warmSourceInWords);
    const warm = sources.length === 0 ? '' : `. Warm start: ${sources.join('; ')}`;
    const message = `Sweep ${sweep.name} created: ${sweep.plannedTrials} trials, ${sweep.concurrency} at a time${warm}`;
    await addEvent(tx, { kind: 'sweep.created', sweepId: id, message });
    return true;
  });
  if (created) return { row: await getSweep(database, id), created };
  return { row: await existingSweep(database, idempotencyKey ?? '', storableText(yaml)), created };
}

async function existingSweep(database: Database, idempotencyKey: string, yaml: string): Promise<SweepRow> {
  const [found] = await database.sql<{ id: string; same: boolean }[]>`
    select id, yaml = ${yaml} as same from sweeps where idempotency_key = ${idempotencyKey}`;
  if (found?.same) return getSweep(database, found.id);
  throw new SeesawError('conflict', `The idempotency key ${idempotencyKey} was used for another sweep file`, {
    facts: { sweepId: found?.id, hint: 'send a new key with a new sweep file' },
  });
}

/** 50 random bits: short enough for a URL. */
function newSweepId(): string {
  return Array.from(randomBytes(10), (byte) => letters[byte % letters.length]).join('');
}
