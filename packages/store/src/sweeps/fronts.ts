import { frontOf } from '@seesaw/shared/front';
import { type Objective, objectivesOf, toLosses, type WithObjectives } from '@seesaw/shared/objective';
import type { Pool, Sql } from '../connection/pool.ts';

/** The results of a sweep that no other one beats in every objective, by number. */
export interface Front {
  readonly objectives: readonly Objective[];
  readonly items: readonly { readonly trialId: number; readonly number: number; readonly values: readonly number[] }[];
}

/**
 * Fronts of sweeps. Every page that shows trials says who is on it, so one that was found is kept until another set of trials
 * has results: comparing ten thousand takes a tenth of a second.
 */
export interface Fronts {
  /** By sweep; those of `sweepIds` that do not exist are missing. */
  of(sweepIds: readonly string[]): Promise<ReadonlyMap<string, Front>>;
  /** The same of those alone that have several objectives. */
  ofSeveral(sweepIds: readonly string[]): Promise<ReadonlyMap<string, Front>>;
}

/** Pages show few sweeps at once. */
const mostKept = 50;

interface Standing extends WithObjectives {
  readonly id: string;
  readonly version: string;
}

export function createFronts(pool: Pool): Fronts {
  /** The one that was asked for last comes last. */
  const kept = new Map<string, { version: string; front: Promise<Front> }>();

  async function of(sweepIds: readonly string[], only: 'all' | 'several'): Promise<ReadonlyMap<string, Front>> {
    const { sql } = pool;
    const standings = await readStandings(sql, sweepIds, only);
    const fronts = standings.map(async (standing) => [standing.id, await frontAt(sql, standing)] as const);
    return new Map(await Promise.all(fronts));
  }

  function frontAt(sql: Sql, { id, version, ...sweep }: Standing): Promise<Front> {
    const known = kept.get(id);
    kept.delete(id);
    const front = known?.version === version ? known.front : findFront(sql, id, sweep);
    kept.set(id, { version, front });
    // Whoever asks next tries again.
    front.catch(() => kept.get(id)?.front === front && kept.delete(id));
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKept))) kept.delete(oldest);
    return front;
  }

  return { of: (sweepIds) => of(sweepIds, 'all'), ofSeveral: (sweepIds) => of(sweepIds, 'several') };
}

/**
 * With the version of each sweep's results: trials that have completed or were stopped early, each with its attempt, which
 * rises before a trial can come to another result. Read before the results: what is newer than its version is found anew.
 */
function readStandings(sql: Sql, sweepIds: readonly string[], only: 'all' | 'several'): Promise<Standing[]> {
  return sql<Standing[]>`
    select s.id, s.definition -> 'metric' as metric, s.definition -> 'metrics' as metrics, v.version
    from sweeps s cross join lateral (
      select concat_ws(' ', count(*), bit_xor(hashint4extended(t.id, t.attempt)), s.definition -> 'metrics') as version
      from trials t where t.sweep_id = s.id and t.state in ('completed', 'stopped-early')
    ) v
    where s.id = any(${[...new Set(sweepIds)]}::text[]) ${only === 'several' ? sql`and s.definition ? 'metrics'` : sql``}`;
}

async function findFront(sql: Sql, sweepId: string, sweep: WithObjectives): Promise<Front> {
  const objectives = objectivesOf(sweep).map(({ name, goal }) => ({ name, goal }));
  const results = await readResults(sql, sweepId, objectives);
  const items = frontOf(results.map(({ losses }) => losses)).map((index) => {
    const { trialId, number, values } = results[index]!;
    return { trialId, number, values };
  });
  return { objectives, items };
}

/** By number. Packed: a sweep may have ten thousand trials. */
async function readResults(sql: Sql, sweepId: string, objectives: readonly Objective[]) {
  const columns = await sql<{ name: string; trialIds: number[]; numbers: number[]; values: number[] }[]>`
    select k.name, array_agg(t.id order by t.number) as trial_ids, array_agg(t.number order by t.number) as numbers,
      array_agg(m.last order by t.number) as values
    from metric_keys k
    join metric_summaries m on m.key_id = k.id
    join trials t on t.id = m.trial_id
    where k.name = any(${objectives.map(({ name }) => name)}::text[]) and t.sweep_id = ${sweepId}
      and t.state in ('completed', 'stopped-early')
    group by k.name`;
  const valuesOf = objectives.map(({ name }) => {
    const column = columns.find((one) => one.name === name);
    return new Map(column?.trialIds.map((trialId, place) => [trialId, column.values[place]!]));
  });
  const [first] = columns;
  return (first?.trialIds ?? []).flatMap((trialId, place) => {
    const values = valuesOf.map((own) => own.get(trialId));
    const losses = toLosses(values, objectives);
    return losses === null ? [] : [{ trialId, number: first!.numbers[place]!, losses, values: values as number[] }];
  });
}
