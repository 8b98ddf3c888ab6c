import type { SeesawEvent } from '@seesaw/shared/events';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { readEventHistory } from '../../api/eventHistory.ts';
import { keys } from '../../api/keys.ts';
import { formatCount, formatTrialNumber } from '../../format/numbers.ts';
import { formatClock, formatMoment } from '../../format/time.ts';
import { Async, Empty } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';

const pageSize = 300;

/** The sweep's log of decisions, newest first. Progress is left out unless asked for: the curves tell it better. */
export function EventsTab(props: { sweepId: string }) {
  const [withProgress, setWithProgress] = useState(false);
  const [limit, setLimit] = useState(pageSize);
  const query = useQuery<SeesawEvent[]>({
    queryKey: keys.events(props.sweepId),
    queryFn: async ({ client, queryKey, signal }) => {
      const known = client.getQueryData<SeesawEvent[]>(queryKey) ?? [];
      return [...known, ...(await readEventHistory(props.sweepId, known.at(-1)?.id ?? 0, signal))];
    },
  });
  return (
    <Card
      title="Events"
      small={
        <label>
          <input type="checkbox" checked={withProgress} onChange={() => setWithProgress(!withProgress)} /> with progress
        </label>
      }
    >
      <Async
        query={query}
        isEmpty={(events) => events.length === 0}
        empty={<Empty title="Nothing has happened yet." />}
      >
        {(events) => {
          const shown = events.filter((event) => withProgress || event.kind !== 'trial.progress').reverse();
          return (
            <div className="scroll-x">
              <table className="list">
                <tbody>
                  {shown.slice(0, limit).map((event) => (
                    <EventRow key={event.id} event={event} />
                  ))}
                </tbody>
              </table>
              {shown.length > limit && (
                <p style={{ padding: 8, textAlign: 'center' }}>
                  <button type="button" className="btn" onClick={() => setLimit(limit + pageSize)}>
                    {formatCount(shown.length - limit)} older
                  </button>
                </p>
              )}
            </div>
          );
        }}
      </Async>
    </Card>
  );
}

function EventRow(props: { event: SeesawEvent }) {
  const { event } = props;
  const isTrouble = event.kind === 'trial.error' || event.kind === 'checkpoint.corrupt';
  return (
    <tr>
      <td className="dim" title={formatMoment(event.at)} style={{ width: 70 }}>
        {formatClock(event.at)}
      </td>
      <td className="dim mono hide-narrow" style={{ width: 130 }}>
        {event.kind}
      </td>
      <td style={{ width: 60 }}>
        {event.trialId !== null && event.trialNumber !== null && (
          <Link to="/trials/$trialId" params={{ trialId: String(event.trialId) }}>
            {formatTrialNumber(event.trialNumber)}
          </Link>
        )}
      </td>
      <td style={{ whiteSpace: 'normal', ...(isTrouble ? { color: 'var(--bad)' } : {}) }}>{event.message}</td>
    </tr>
  );
}
