import type { AttemptRow } from '@seesaw/shared/api';
import type { TrialRow } from '@seesaw/shared/records';
import type { UseQueryResult } from '@tanstack/react-query';
import { formatCount } from '../../format/numbers.ts';
import { formatDuration, formatMoment } from '../../format/time.ts';
import { Ago } from '../../parts/Ago.tsx';
import { Async, Empty } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';

export function AttemptsCard(props: { query: UseQueryResult<AttemptRow[]>; trial: TrialRow }) {
  return (
    <Card title="Attempts" small="each start or restart of the training; only the newest can write">
      <Async query={props.query} isEmpty={(items) => items.length === 0} empty={<Empty title="Not started yet." />}>
        {(items) => (
          <div className="scroll-x">
            <table className="list">
              <thead>
                <tr>
                  <th className="num">attempt</th>
                  <th className="num">from step</th>
                  <th>outcome</th>
                  <th>where</th>
                  <th>started</th>
                  <th className="num">took</th>
                  <th>error</th>
                </tr>
              </thead>
              <tbody>
                {items.map((attempt) => (
                  <tr key={attempt.attempt}>
                    <td className="num">{attempt.attempt}</td>
                    <td className="num">{formatCount(attempt.fromStep)}</td>
                    <td>
                      {attempt.outcome ?? (attempt.attempt === props.trial.attempt ? 'in progress' : 'superseded')}
                    </td>
                    <td className="dim" title={attempt.workerId}>
                      {attempt.host}
                      {attempt.slot !== null && `, slot ${attempt.slot}`}
                      {attempt.lane !== null && `, lane ${attempt.lane}`}
                    </td>
                    <td title={formatMoment(attempt.startedAt)}>
                      <Ago at={attempt.startedAt} />
                    </td>
                    <td className="num">
                      {attempt.endedAt === null
                        ? '–'
                        : formatDuration(Date.parse(attempt.endedAt) - Date.parse(attempt.startedAt))}
                    </td>
                    <td style={{ whiteSpace: 'normal', color: 'var(--bad)', minWidth: 200 }}>{attempt.error ?? ''}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Async>
    </Card>
  );
}
