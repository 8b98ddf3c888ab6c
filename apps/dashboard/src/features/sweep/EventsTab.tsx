import type { EventPage } from '@seesaw/shared/api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { eventsQuery } from '../../api/eventQueries.ts';
import { formatTrialNumber } from '../../format/numbers.ts';
import { formatClock, formatMoment } from '../../format/time.ts';
import { Async, Empty } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { OlderButton } from '../../parts/OlderButton.tsx';

/** The sweep's log of decisions, newest first. Progress is left out unless asked for: the curves tell it better. */
export function EventsTab(props: { sweepId: string }) {
  const [withProgress, setWithProgress] = useState(false);
  const query = useInfiniteQuery(eventsQuery(props.sweepId, withProgress));
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
        isEmpty={({ pages }) => pages[0]?.items.length === 0}
        empty={<Empty title="Nothing has happened yet." />}
      >
        {({ pages }) => (
          <div className="scroll-x">
            <table className="list">
              <tbody>
                {pages.flatMap(({ items }) => items.map((event) => <EventRow key={event.id} event={event} />))}
              </tbody>
            </table>
            <OlderButton query={query} />
          </div>
        )}
      </Async>
    </Card>
  );
}

function EventRow(props: { event: EventPage['items'][number] }) {
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
