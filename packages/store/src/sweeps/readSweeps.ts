import type { LoadedSweep } from '@seesaw/shared/activities';
import { SeesawError } from '@seesaw/shared/errors';
import type { ArchivedFilter } from '@seesaw/shared/queries';
import type { SweepRow } from '@seesaw/shared/records';
import type { SweepState } from '@seesaw/shared/sweepState';
import { type TrialState, trialStates } from '@seesaw/shared/trialState';
import { and, desc, eq, sql as expression, isNotNull, isNull, lt, type SQL } from 'drizzle-orm';
import type { Database } from '../connection/database.ts';
import { isoTime, isoTimeOrNull } from '../connection/isoTime.ts';
import { type SweepRecord, sweeps } from '../tables/sweepTables.ts';
import { sweepNotFound } from './lockSweep.ts';
import { frontNumbers } from './readFront.ts';

export async function getSweep(database: Database, sweepId: string): Promise<SweepRow> {
  const records = await database.typed.select().from(sweeps).where(eq(sweeps.id, sweepId));
  const [row] = await toRows(database, records);
  if (row === undefined) throw sweepNotFound(sweepId);
  return row;
}

/** Newest first. */
export async function listSweeps(
  database: Database,
  {
    limit,
    cursor,
    state,
    archived = 'no',
    tag,
  }: { limit: number; cursor?: string; state?: SweepState; archived?: ArchivedFilter; tag?: string },
): Promise<{ items: SweepRow[]; nextCursor: string | null }> {
  const before = cursor === undefined ? undefined : lt(sweeps.seq, readCursor(cursor));
  const records = await database.typed
    .select()
    .from(sweeps)
    .where(
      and(
        before,
        state === undefined ? undefined : eq(sweeps.state, state),
        tag === undefined ? undefined : expression`${sweeps.tags} @> ${JSON.stringify([tag])}::text::jsonb`,
        archivedIn(archived),
      ),
    )
    .orderBy(desc(sweeps.seq))
    .limit(limit + 1);
  const page = records.slice(0, limit);
  const nextCursor = records.length > limit ? String(page.at(-1)?.seq) : null;
  return { items: await toRows(database, page), nextCursor };
}

function archivedIn(archived: ArchivedFilter): SQL | undefined {
  switch (archived) {
    case 'no':
      return isNull(sweeps.archivedAt);
    case 'only':
      return isNotNull(sweeps.archivedAt);
    case 'all':
      return undefined;
  }
}

export async function loadSweep(database: Database, sweepId: string): Promise<LoadedSweep> {
  const [sweep] = await database.typed.select().from(sweeps).where(eq(sweeps.id, sweepId));
  if (sweep === undefined) throw sweepNotFound(sweepId);
  const { state, concurrency, pool, priority, definition } = sweep;
  const { pack, retry } = definition;
  const { maxAttempts } = retry;
  return { sweepId, state, concurrency, pool, priority, maxAttempts, ...(pack !== undefined && { pack }) };
}

/** The sweep file as it was sent. */
export async function sweepYaml(database: Database, sweepId: string): Promise<string> {
  const [sweep] = await database.typed.select({ yaml: sweeps.yaml }).from(sweeps).where(eq(sweeps.id, sweepId));
  if (sweep === undefined) throw sweepNotFound(sweepId);
  return sweep.yaml;
}

interface Standing {
  readonly sweepId: string;
  readonly counts: Partial<Record<TrialState, number>>;
  readonly bestScore: number | null;
  readonly bestTrialNumber: number | null;
  readonly bestPoint: NonNullable<SweepRow['bestPoint']> | null;
}

async function toRows(database: Database, records: readonly SweepRecord[]): Promise<SweepRow[]> {
  if (records.length === 0) return [];
  const ids = records.map((record) => record.id);
  const [standings, fronts] = await Promise.all([readStandings(database, ids), frontNumbers(database, ids)]);
  return records.map((record) => {
    const standing = standings.get(record.id);
    return {
      id: record.id,
      name: record.name,
      description: record.description,
      state: record.state,
      definition: record.definition,
      concurrency: record.concurrency,
      pool: record.pool,
      priority: record.priority,
      plannedTrials: record.plannedTrials,
      counts: Object.fromEntries(
        trialStates.map((state) => [state, standing?.counts[state] ?? 0]),
      ) as SweepRow['counts'],
      bestScore: standing?.bestScore ?? null,
      bestTrialNumber: standing?.bestTrialNumber ?? null,
      ...((record.definition.repeats ?? 1) > 1 && { bestPoint: standing?.bestPoint ?? null }),
      frontSize: fronts.get(record.id)?.size ?? null,
      ...(record.warmSources !== null && { warmSources: record.warmSources }),
      createdAt: isoTime(record.createdAt),
      updatedAt: isoTime(record.updatedAt),
      endedAt: isoTimeOrNull(record.endedAt),
      archivedAt: isoTimeOrNull(record.archivedAt),
      mlflowRunId: record.mlflowRunId,
      notes: record.notes,
      tags: record.tags,
    };
  });
}

/**
 * Counts per state, and the best score so far: of trials that still count, so not of failed, diverged or cancelled ones; where
 * points are repeated, the best mean of what their trials ended with, and of complete points before others. With
 * several objectives none is the best. What is not asked for is said inside: behind `on` it is computed and thrown away.
 * What a definition says is read once a sweep: merged into the rest it would be read anew for each of its trials.
 */
async function readStandings(database: Database, sweepIds: readonly string[]): Promise<Map<string, Standing>> {
  const rows = await database.sql<Standing[]>`
    with d as materialized (
      select id, coalesce((definition ->> 'repeats')::integer, 1) as repeats,
        case when definition #>> '{metric,goal}' = 'maximize' then -1 else 1 end as sign,
        definition ? 'metrics' as several
      from sweeps where id = any(${sweepIds as string[]}::text[])
    )
    select d.id as sweep_id, c.counts, coalesce(b.score, p.mean) as best_score, coalesce(b.number, p.first) as best_trial_number,
      case when p.mean is not null then
        jsonb_build_object('number', p.number, 'n', p.n, 'standardError', p.deviation / sqrt(p.n)) end as best_point
    from d
    left join lateral (
      select coalesce(jsonb_object_agg(g.state, g.n), '{}') as counts
      from (select state, count(*)::integer as n from trials where sweep_id = d.id group by state) g
    ) c on true
    left join lateral (
      select score, number from trials
      where d.repeats = 1 and not d.several
        and sweep_id = d.id and score is not null and state not in ('failed', 'diverged', 'cancelled')
      order by d.sign * score, number
      limit 1
    ) b on true
    left join lateral (
      select point_number as number, min(t.number) as first, count(*) filter (where ended)::integer as n,
        avg(score) filter (where ended) as mean, stddev_samp(score) filter (where ended) as deviation
      from trials t
      cross join lateral (select state in ('completed', 'stopped-early', 'diverged') as ended) e
      where d.repeats > 1 and not d.several and sweep_id = d.id
      group by point_number
      having bool_or(ended) and bool_and(not ended or (state <> 'diverged' and score is not null))
      order by bool_and(ended) desc, d.sign * avg(score) filter (where ended), point_number
      limit 1
    ) p on true`;
  return new Map(rows.map((row) => [row.sweepId, row]));
}

function readCursor(cursor: string): number {
  const seq = Number(cursor);
  if (Number.isSafeInteger(seq) && seq > 0) return seq;
  throw new SeesawError('not-found', `There is no page ${cursor}`, {
    facts: { hint: 'use nextCursor of the page before' },
  });
}
