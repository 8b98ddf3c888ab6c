import type { Sql } from '../connection/database.ts';

/** Where each of these trials had its best objective, the first of equal ones; absent before the first finite value. */
export async function bestSteps(sql: Sql, trialIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await sql<{ trialId: number; step: number | null }[]>`
    select t.id as trial_id,
      case s.definition #>> '{metric,goal}' when 'maximize' then m.max_step else m.min_step end as step
    from trials t join sweeps s on s.id = t.sweep_id
    join metric_summaries m on m.trial_id = t.id and m.key_id = s.objective_key
    where t.id = any(${[...trialIds]}::integer[])`;
  return new Map(rows.flatMap(({ trialId, step }) => (step === null ? [] : [[trialId, step]])));
}
