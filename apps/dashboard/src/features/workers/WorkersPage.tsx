import type { WorkerRow } from '@seesaw/shared/records';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { healthQuery, sweepQuery, trialQuery, workersQuery } from '../../api/queries.ts';
import { formatCount, formatTrialNumber } from '../../format/numbers.ts';
import { Ago } from '../../parts/Ago.tsx';
import { Async, Empty, Skeleton } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { CommandLine } from '../../parts/CommandLine.tsx';
import { usePageTitle } from '../../shell/usePageTitle.ts';
import { PoolsCard } from './PoolsCard.tsx';
import { type Pool, poolsOf } from './pools.ts';
import { ServiceHealth } from './ServiceHealth.tsx';
import { UnservedPool } from './UnservedPool.tsx';

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

function WorkerCard(props: { worker: WorkerRow }) {
  const { worker } = props;
  const isGone = worker.state === 'gone';
  const busyIds = worker.slots.map((slot) => slot.trialId).filter((id) => id !== null);
  const trials = useQueries({ queries: busyIds.map((id) => trialQuery(id)) });
  const sweepIds = [...new Set(trials.flatMap(({ data }) => (data === undefined ? [] : [data.sweepId])))];
  const sweeps = useQueries({ queries: sweepIds.map((id) => sweepQuery(id)) });
  const nameOf = (sweepId: string) => sweeps.find(({ data }) => data?.id === sweepId)?.data?.name ?? sweepId;
  const trialOf = (id: number | null) => trials.find((query) => query.data?.id === id)?.data;
  return (
    <Card
      title={
        <>
          {worker.host}{' '}
          <span className={`chip ${isGone ? 'bad' : 'good'}`}>
            {isGone ? '✕' : '●'} <b>{worker.state}</b>
          </span>
        </>
      }
      small={
        <>
          polls pool <b>{worker.pool}</b> · pid {worker.pid} · {worker.version} · started <Ago at={worker.startedAt} />{' '}
          · heartbeat <Ago at={worker.lastSeenAt} />
        </>
      }
    >
      <div className={`scroll-x ${isGone ? 'dim' : ''}`}>
        <table className="list" style={{ tableLayout: 'fixed', minWidth: 720 }}>
          <thead>
            <tr>
              <th className="num" style={{ width: 50 }}>
                slot
              </th>
              <th style={{ width: 110 }}>device</th>
              <th className="num" style={{ width: 80 }}>
                threads
              </th>
              <th className="num" style={{ width: 90 }}>
                process
              </th>
              <th>trains</th>
              <th style={{ width: 220 }}>progress</th>
              <th className="num" style={{ width: 150 }}>
                step
              </th>
            </tr>
          </thead>
          <tbody>
            {worker.slots.map((slot) => {
              const trial = trialOf(slot.trialId);
              const step = slot.step ?? trial?.step ?? 0;
              return (
                <tr key={slot.slot}>
                  <td className="num">{slot.slot}</td>
                  <td>{slot.device}</td>
                  <td className="num">{slot.threads}</td>
                  <td className="num dim">{slot.childPid ?? '–'}</td>
                  <td>
                    {slot.trialId === null ? (
                      <span className="faint">idle</span>
                    ) : (
                      <Link to="/trials/$trialId" params={{ trialId: String(slot.trialId) }}>
                        {trial === undefined ? `trial #${slot.trialId}` : `trial ${formatTrialNumber(trial.number)}`}
                        {trial !== undefined && <span className="dim"> of {nameOf(trial.sweepId)}</span>}
                      </Link>
                    )}
                  </td>
                  <td>
                    {trial !== undefined && (
                      <div className="bar" role="img" aria-label={`step ${step} of ${trial.config.steps}`}>
                        <i
                          style={{
                            width: `${Math.min(100, (step / trial.config.steps) * 100)}%`,
                            background: 'var(--d)',
                          }}
                        />
                      </div>
                    )}
                  </td>
                  <td className="num">
                    {slot.trialId === null ? '' : formatCount(step)}
                    {trial === undefined ? '' : <span className="dim"> / {formatCount(trial.config.steps)}</span>}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
