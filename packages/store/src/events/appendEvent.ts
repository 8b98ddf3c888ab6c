import type { EventKind } from '@seesaw/shared/events';
import { type Database, transaction } from '../connection/database.ts';
import { addEvent } from './addEvent.ts';

/** An event that goes with no other write. What is known of its trial (sweep, number) is filled in. */
export async function appendEvent(
  database: Database,
  event: {
    kind: EventKind;
    sweepId?: string;
    trialId?: number;
    attempt?: number;
    step?: number;
    message: string;
    data?: Record<string, unknown>;
  },
): Promise<void> {
  await transaction(database, async (tx) => {
    const [trial] = await tx<{ sweepId: string; number: number }[]>`
      select sweep_id, number from trials where id = ${event.trialId ?? null}`;
    await addEvent(tx, {
      ...event,
      sweepId: event.sweepId ?? trial?.sweepId ?? null,
      trialNumber: trial?.number ?? null,
    });
  });
}
