import type { PointRow, SweepRow } from '@seesaw/shared/records';
import { useQuery } from '@tanstack/react-query';
import { pointsQuery } from '../../api/sweepQueries.ts';
import { formatCount, formatMean, formatScalar } from '../../format/numbers.ts';
import { Async } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { variedKnobs } from '../balance/knobs.ts';

const shownPoints = 50;

/** The points of a sweep that trains each on several seeds, the best mean first; a click selects the trials of one. */
export function PointsCard(props: { sweep: SweepRow; onSelect: (numbers: readonly number[]) => void }) {
  const { definition, id } = props.sweep;
  const points = useQuery(pointsQuery(id));
  const knobs = variedKnobs(definition);
  return (
    <Card title="Points" small={`mean ± standard error of ${definition.metric.name} over ${definition.repeats} seeds`}>
      <Async query={points}>
        {(rows) => (
          <div className="scroll-x">
            <table className="list">
              <thead>
                <tr>
                  <th>point</th>
                  <th className="num">{definition.metric.name}</th>
                  <th className="num">n</th>
                  {knobs.map((name) => (
                    <th key={name} className="num">
                      {name}
                    </th>
                  ))}
                  <th>trials</th>
                </tr>
              </thead>
              <tbody>
                {rows.slice(0, shownPoints).map((row) => (
                  <tr key={row.number}>
                    <td>
                      <button
                        type="button"
                        className="btn small plain"
                        title={`Select trials ${row.trials.join(', ')}`}
                        onClick={() => props.onSelect(row.trials)}
                      >
                        {row.number}
                      </button>
                    </td>
                    <td className="num">
                      <b>{formatMean(row.mean, row.standardError)}</b>
                    </td>
                    <td className="num">{row.n}</td>
                    {knobs.map((name) => (
                      <td key={name} className="num">
                        {formatScalar(row.point[name])}
                      </td>
                    ))}
                    <td className="dim">{statesInWords(row)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {rows.length > shownPoints && (
              <p className="dim">
                The best {shownPoints} of {formatCount(rows.length)} points.
              </p>
            )}
          </div>
        )}
      </Async>
    </Card>
  );
}

function statesInWords({ complete, states }: PointRow): string {
  const counts = Object.entries(states).map(([state, count]) => `${count} ${state}`);
  return complete ? 'complete' : counts.join(', ');
}
