import type { WorkerRow } from '@seesaw/shared/records';
import { useQueries } from '@tanstack/react-query';
import { sweepQuery } from '../../api/sweepQueries.ts';
import { trialQuery } from '../../api/trialQueries.ts';
import { Ago } from '../../parts/Ago.tsx';
import { Card } from '../../parts/Card.tsx';
import { useStreamState } from '../../shell/streamState.ts';
import { LanesOfSlot } from './LanesOfSlot.tsx';

/** A trainer, its slots, and what trains in each of their lanes. */
export function WorkerCard(props: { worker: WorkerRow }) {
  const { worker } = props;
  const isGone = worker.state === 'gone';
  const isKnown = useStreamState() !== 'down';
  const busyIds = worker.slots.flatMap(({ lanes }) => lanes.flatMap((work) => work?.trialId ?? []));
  const trials = useQueries({ queries: busyIds.map((id) => trialQuery(id)) });
  const sweepIds = [...new Set(trials.flatMap(({ data }) => (data === undefined ? [] : [data.sweepId])))];
  const sweeps = useQueries({ queries: sweepIds.map((id) => sweepQuery(id)) });
  const nameOf = (sweepId: string) => sweeps.find(({ data }) => data?.id === sweepId)?.data?.name ?? sweepId;
  const trialOf = (id: number) => trials.find((query) => query.data?.id === id)?.data;
  return (
    <Card
      title={
        <>
          {worker.host}{' '}
          {isKnown ? (
            <span className={`chip ${isGone ? 'bad' : 'good'}`}>
              {isGone ? '✕' : '●'} <b>{worker.state}</b>
            </span>
          ) : (
            <span className="chip">
              when last heard of: <b>{worker.state}</b>
            </span>
          )}
        </>
      }
      small={
        <>
          {isGone ? 'polled' : 'polls'} pool <b>{worker.pool}</b> · pid {worker.pid} · {worker.version} · started{' '}
          <Ago at={worker.startedAt} /> · {isGone ? 'last heartbeat' : 'heartbeat'} <Ago at={worker.lastSeenAt} />
        </>
      }
    >
      <div className={`scroll-x ${isGone ? 'dim' : ''}`}>
        <table className="list" style={{ tableLayout: 'fixed', minWidth: 770 }}>
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
              <th className="num" style={{ width: 50 }}>
                lane
              </th>
              <th>trains</th>
              <th style={{ width: 220 }}>progress</th>
              <th className="num" style={{ width: 150 }}>
                step
              </th>
            </tr>
          </thead>
          <tbody>
            {worker.slots.map((slot) => (
              <LanesOfSlot key={slot.slot} {...{ slot, isGone, trialOf, nameOf }} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
