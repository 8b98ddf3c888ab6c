import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type { Database, Sql } from '../connection/database.ts';
import type { SweepRecord } from '../tables/sweepTables.ts';
import { sweepNotFound } from './lockSweep.ts';

/**
 * Gives a locked sweep another definition: trials with higher numbers than were given out so far are suggested under it, the
 * earlier ones keep theirs.
 */
export async function changeDefinition(sql: Sql, sweep: SweepRecord, definition: ResolvedSweep): Promise<void> {
  await sql`
    insert into sweep_definitions (sweep_id, from_number, definition)
    values (${sweep.id}, 1, ${JSON.stringify(sweep.definition)}::text::jsonb)
    on conflict do nothing`;
  // Changed twice without a suggestion in between: nothing was suggested under the former.
  await sql`
    insert into sweep_definitions (sweep_id, from_number, definition)
    values (${sweep.id}, ${sweep.lastNumber + 1}, ${JSON.stringify(definition)}::text::jsonb)
    on conflict (sweep_id, from_number) do update set definition = excluded.definition`;
  await sql`
    update sweeps set definition = ${JSON.stringify(definition)}::text::jsonb, planned_trials = ${definition.plannedTrials}
    where id = ${sweep.id}`;
}

/** The definition that holds now becomes another one without a new beginning: what it says of later trials stays the same. */
export async function amendDefinition(sql: Sql, sweep: SweepRecord, definition: ResolvedSweep): Promise<void> {
  await sql`
    update sweep_definitions set definition = ${JSON.stringify(definition)}::text::jsonb
    where sweep_id = ${sweep.id}
      and from_number = (select max(from_number) from sweep_definitions where sweep_id = ${sweep.id})`;
  await sql`
    update sweeps set definition = ${JSON.stringify(definition)}::text::jsonb, planned_trials = ${definition.plannedTrials}
    where id = ${sweep.id}`;
}

/** Ascending; the last one holds now. */
export async function sweepDefinitions(
  { sql }: Database,
  sweepId: string,
): Promise<{ fromNumber: number; definition: ResolvedSweep }[]> {
  const [sweep] = await sql<{ definition: ResolvedSweep }[]>`select definition from sweeps where id = ${sweepId}`;
  if (sweep === undefined) throw sweepNotFound(sweepId);
  const rows = await sql<{ fromNumber: number; definition: ResolvedSweep }[]>`
    select from_number, definition from sweep_definitions where sweep_id = ${sweepId} order by from_number`;
  return rows.length === 0 ? [{ fromNumber: 1, definition: sweep.definition }] : [...rows];
}
