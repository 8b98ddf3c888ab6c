import type { EventKind } from '@seesaw/shared/events';
import type { Sql } from '../connection/database.ts';
import { storableText } from '../connection/storableText.ts';

export interface NewEvent {
  readonly kind: EventKind;
  readonly sweepId?: string | null;
  readonly trialId?: number | null;
  readonly trialNumber?: number | null;
  readonly attempt?: number | null;
  readonly step?: number | null;
  readonly message: string;
  readonly data?: Record<string, unknown>;
}

/** Writes an event in the transaction of what it tells. Readers see it once {@link publishEvents} gave it a position. */
export async function addEvent(sql: Sql, event: NewEvent): Promise<void> {
  await addEvents(sql, [event]);
}

export async function addEvents(sql: Sql, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => ({ ...event, message: storableText(event.message), data: event.data ?? {} }));
  await sql`
    insert into events (kind, sweep_id, trial_id, trial_number, attempt, step, message, data)
    select e.kind, e."sweepId", e."trialId", e."trialNumber", e.attempt, e.step, e.message, e.data
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as e(
      kind text, "sweepId" text, "trialId" integer, "trialNumber" integer, attempt integer, step integer, message text, data jsonb)`;
}
