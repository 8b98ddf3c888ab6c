import { useQuery } from '@tanstack/react-query';
import { healthQuery, workersQuery } from '../../api/systemQueries.ts';
import { formatCount } from '../../format/numbers.ts';
import { Async, Empty, Skeleton } from '../../parts/Async.tsx';
import { CommandLine } from '../../parts/CommandLine.tsx';
import { usePageTitle } from '../../shell/usePageTitle.ts';
import { PoolsCard } from './PoolsCard.tsx';
import { type Pool, poolsOf } from './pools.ts';
import { ServiceHealth } from './ServiceHealth.tsx';
import { UnservedPool } from './UnservedPool.tsx';
import { WorkerCard } from './WorkerCard.tsx';

export function WorkersPage() {
  usePageTitle('Workers');
  const workers = useQuery(workersQuery);
  const health = useQuery(healthQuery);
  return (
    <main className="page">
      <div className="head" style={{ marginBottom: 12 }}>
        <h1>Workers</h1>
        {health.data !== undefined && <ServiceHealth health={health.data} isStale={health.error !== null} />}
      </div>
      <Async query={workers} skeleton={<Skeleton height={160} />}>
        {({ items, pools }) => (
          <div className="stack">
            {poolsOf(items, pools)
              .filter((pool) => pool.trainers === 0)
              .map((pool) => (
                <UnservedPool key={pool.name} pool={pool.name} words={waitingWords(pool)} />
              ))}
            {items.length === 0 && (
              <section className="card">
                <Empty title="No trainer is there.">
                  <span>
                    Trials wait until one polls their pool. This starts everything, a trainer with a slot per device
                    included:
                  </span>
                  <CommandLine command="npx --no seesaw up" />
                </Empty>
              </section>
            )}
            <PoolsCard pools={poolsOf(items, pools)} />
            {[...items]
              .sort((a, b) => Number(a.state === 'gone') - Number(b.state === 'gone') || a.host.localeCompare(b.host))
              .map((worker) => (
                <WorkerCard key={worker.id} worker={worker} />
              ))}
          </div>
        )}
      </Async>
    </main>
  );
}

function waitingWords({ waiting, sweeps }: Pool): string {
  const trials = waiting === 1 ? '1 trial waits' : `${formatCount(waiting)} trials wait`;
  return `${trials} for one, of ${sweeps === 1 ? '1 sweep' : `${formatCount(sweeps)} sweeps`}. This starts one here:`;
}
