import type { PoolDemand } from '@seesaw/shared/records';
import type { Database } from '../connection/database.ts';

/** Which pools trials of active sweeps wait for or run in; a paused sweep waits for nothing. */
export async function poolDemand({ sql }: Database): Promise<PoolDemand[]> {
  return sql<PoolDemand[]>`
    select coalesce(t.pool, s.pool) as pool,
      count(*) filter (where t.state = 'pending')::integer as waiting,
      count(*) filter (where t.state = 'running')::integer as running,
      count(distinct s.id)::integer as sweeps
    from sweeps s join trials t on t.sweep_id = s.id
    where s.state in ('running', 'pausing', 'stopping') and t.state in ('pending', 'running')
    group by 1 order by 1`;
}
