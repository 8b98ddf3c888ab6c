import type { openClient } from '@seesaw/store/connection/openClient';
import type { Store } from '@seesaw/store/storePort';
import { newSweep, suggest } from '@seesaw/store/testing/exampleSweep';

type Sql = ReturnType<typeof openClient>;

/** One in so many trials is on the front, as after a long search that went well. */
const onFront = 10;

/**
 * A sweep of so many completed trials with so many objectives, two or three. A tenth of them lie on the unit sphere, and the rest
 * up to twice as far out: behind it.
 */
export async function fillFront(input: {
  store: Store;
  sql: Sql;
  trials: number;
  objectives: number;
}): Promise<string> {
  const { store, sql, trials, objectives } = input;
  const names = Array.from({ length: objectives }, (_, place) => `front/${place + 1}`);
  const metrics = names.map((name) => ({ name, goal: 'minimize' as const }));
  const sweepId = await newSweep(store, { plannedTrials: trials, metric: metrics[0]!, metrics });
  const open: number[] = [];
  while (open.length < trials) {
    const count = Math.min(500, trials - open.length);
    const { trials: some } = await store.sweeps.nextTrials({ sweepId, open, count, suggest });
    open.push(...some.map(({ number }) => number));
  }
  await sql`insert into metric_keys (name) select unnest(${names}::text[]) on conflict do nothing`;
  // Angles that look random; every tenth trial at radius 1.
  await sql`
    insert into metric_summaries (trial_id, key_id, last, last_step, min, min_step, max, max_step, count, sum, summed)
    select t.id, k.id, v.last, 100, v.last, 100, v.last, 100, 1, v.last, 1
    from trials t
    cross join lateral (
      select 1.57 * abs(sin(t.number * 12.9)) as a, ${objectives === 3} as deep, 1.57 * abs(sin(t.number * 7.7)) as b,
        case when t.number % ${onFront} = 0 then 1 else 1.01 + abs(sin(t.number * 3.3)) end as r
    ) p
    cross join unnest(${names}::text[]) with ordinality as n(name, place)
    join metric_keys k on k.name = n.name
    cross join lateral (
      select p.r * case n.place
        when 1 then cos(p.a) * case when p.deep then cos(p.b) else 1 end
        when 2 then sin(p.a) * case when p.deep then cos(p.b) else 1 end
        else sin(p.b) end as last
    ) v
    where t.sweep_id = ${sweepId}`;
  await sql`
    update trials set state = 'completed', attempt = 1, step = 100, max_step = 100 where sweep_id = ${sweepId}`;
  await sql`analyze trials`;
  await sql`analyze metric_summaries`;
  return sweepId;
}
