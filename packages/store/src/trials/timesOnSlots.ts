import type { Sql } from '../connection/database.ts';

/** What a completed trial took: `slotMs` with start-up, compiling and evaluations, and with the steps that it repeated. */
export interface TimeOnSlots {
  readonly step: number;
  readonly slotMs: number;
  /** How many lanes the programs of its sweep have; 1 where each trial has one of its own. */
  readonly pack: number;
}

const sweepsLookedAt = 3;
const trialsPerSweep = 20;

/** Of the newest completed trials of a recipe. Sweeps that pack as asked come first, however old: in a lane a step takes another time. */
export async function timesOnSlots(
  sql: Sql,
  { recipe, pack }: { recipe: string; pack: number },
): Promise<TimeOnSlots[]> {
  return await sql<TimeOnSlots[]>`
    select t.step, round(a.ms)::bigint as slot_ms, s.pack
    from (
      select id, seq, p.pack from sweeps, lateral (select coalesce((definition->>'pack')::integer, 1) as pack) p
      where definition->>'recipe' = ${recipe}
        and exists (select from trials where sweep_id = sweeps.id and state = 'completed')
      order by p.pack = ${pack} desc, seq desc limit ${sweepsLookedAt}
    ) s
    cross join lateral (
      select id, step from trials where sweep_id = s.id and state = 'completed' and step > 0
      order by number desc limit ${trialsPerSweep}
    ) t
    cross join lateral (
      select sum(extract(epoch from ended_at - started_at)) * 1000 as ms from attempts where trial_id = t.id
    ) a
    where a.ms >= 1
    order by s.pack = ${pack} desc, s.seq desc, t.id desc`;
}
