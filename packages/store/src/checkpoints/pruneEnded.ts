import type { Keep } from '@seesaw/shared/keep';
import type { CheckpointRow } from '@seesaw/shared/records';
import { type Database, type Sql, transaction } from '../connection/database.ts';
import { bestSteps } from './bestSteps.ts';
import { keptSteps } from './keptSteps.ts';
import { removeCheckpoints } from './removeCheckpoints.ts';

/** A checkpoint whose row is gone, with the trial in whose folder its bytes lie. */
export type PrunedCheckpoint = CheckpointRow & { readonly sweepId: string; readonly number: number };

interface Candidate {
  readonly trialId: number;
  readonly number: number;
  readonly keep: Keep;
  readonly place: number | null;
  /** Of its good checkpoints. */
  readonly steps: readonly number[];
  /** Those whose bytes the caller can remove. */
  readonly reachable: readonly number[];
}

/**
 * What the rules of sweeps at rest no longer hold, of trials that ended as a result: failed, cancelled and diverged ones keep
 * what a retry needs. Only bytes that this host can remove: those in its spool and those in MLflow. Where another host has
 * some, or one is leased, the sweep is looked at again in the next round. Plain numbers need none.
 */
export async function pruneEnded(database: Database, host: string): Promise<PrunedCheckpoint[]> {
  const due = await database.sql<{ id: string }[]>`
    select id from sweeps where not pruned and state in ('stopped', 'cancelled', 'completed', 'failed') order by seq`;
  const pruned: PrunedCheckpoint[] = [];
  for (const { id } of due) pruned.push(...(await transaction(database, (tx) => pruneSweep(tx, id, host))));
  return pruned;
}

async function pruneSweep(sql: Sql, sweepId: string, host: string): Promise<PrunedCheckpoint[]> {
  // Keeps commands and starting segments away; a sweep that another host looks at is left to it.
  const [atRest] = await sql`
    select 1 from sweeps s
    where s.id = ${sweepId} and not s.pruned and s.state in ('stopped', 'cancelled', 'completed', 'failed')
      and not exists (
        select 1 from trials t where t.sweep_id = s.id and t.state in ('pending', 'running', 'waiting', 'paused'))
    for no key update skip locked`;
  if (atRest === undefined) return [];
  const candidates = await readCandidates(sql, sweepId, host);
  const best = await bestSteps(
    sql,
    candidates.map(({ trialId }) => trialId),
  );
  const unwanted = candidates.flatMap(({ trialId, number, keep, place, steps, reachable }) => {
    const kept = keptSteps({ keep, steps, bestStep: best.get(trialId) ?? null, mayGoOn: false, place });
    const over = steps.filter((step) => !kept.has(step));
    return over.map((step) => ({ trialId, number, step, reachable: reachable.includes(step) }));
  });
  const rows = await removeCheckpoints(
    sql,
    unwanted.filter(({ reachable }) => reachable),
  );
  if (rows.length === unwanted.length) await sql`update sweeps set pruned = true where id = ${sweepId}`;
  const numbers = new Map(candidates.map(({ trialId, number }) => [trialId, number]));
  return rows.map((row) => ({ ...row, sweepId, number: numbers.get(row.trialId) as number }));
}

async function readCandidates(sql: Sql, sweepId: string, host: string): Promise<Candidate[]> {
  return sql<Candidate[]>`
    with results as (
      select t.id, t.number, t.config #> '{checkpoint,keep}' as keep,
        case when t.score is not null then row_number() over (
          order by case s.definition #>> '{metric,goal}' when 'maximize' then -t.score else t.score end nulls last, t.number
        )::integer end as place
      from trials t join sweeps s on s.id = t.sweep_id
      where t.sweep_id = ${sweepId} and t.state in ('completed', 'stopped-early')
    )
    select r.id as trial_id, r.number, r.keep, r.place, to_json(array_agg(c.step)) as steps,
      to_json(coalesce(array_agg(c.step) filter (where coalesce(spool_host(c.location), ${host}) = ${host}), '{}')) as reachable
    from results r join checkpoints c on c.trial_id = r.id and not c.corrupt
    where jsonb_typeof(r.keep) = 'object'
    group by r.id, r.number, r.keep, r.place`;
}
