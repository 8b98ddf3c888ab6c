import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { healthQuery, workersQuery } from '../../api/systemQueries.ts';
import { formatCount } from '../../format/numbers.ts';
import { Async } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { useStreamState } from '../../shell/streamState.ts';
import { servicesOf } from '../workers/services.ts';

/** What answers, in which version, and where. */
export function SystemCard() {
  const health = useQuery(healthQuery);
  const workers = useQuery(workersQuery);
  const isLive = useStreamState() !== 'down';
  const alive = workers.data?.items.filter(({ state }) => state === 'alive');
  const versions = [...new Set(alive?.map(({ version }) => version))].join(', ');
  return (
    <Card title="System" small={<code>{window.location.origin}</code>}>
      <Async query={health}>
        {(reply) => (
          <div className="scroll-x">
            <table className="list">
              <thead>
                <tr>
                  <th>part</th>
                  <th>state</th>
                  <th>version</th>
                  <th>page</th>
                </tr>
              </thead>
              <tbody>
                <tr>
                  <td>Seesaw</td>
                  <td>
                    <Answers up={isLive} words={isLive ? 'live' : 'not live'} />
                  </td>
                  <td>{reply.version}</td>
                  <td>
                    <a href="/api/openapi.json" target="_blank" rel="noreferrer">
                      API ↗
                    </a>
                  </td>
                </tr>
                {servicesOf(reply).map(({ name, up, version, without, page }) => (
                  <tr key={name}>
                    <td>{name}</td>
                    <td style={{ whiteSpace: 'normal' }}>
                      {isLive ? <Answers up={up} words={up ? 'answers' : `away: ${without}`} /> : <NotKnown />}
                    </td>
                    <td>{version ?? '–'}</td>
                    <td>
                      {page !== null && (
                        <a href={page} target="_blank" rel="noreferrer">
                          {name} ↗
                        </a>
                      )}
                    </td>
                  </tr>
                ))}
                <tr>
                  <td>Trainers</td>
                  <td>
                    {!isLive && <NotKnown />}
                    {isLive && alive !== undefined && (
                      <Answers
                        up={alive.length > 0}
                        words={alive.length === 0 ? 'none is there' : `${formatCount(alive.length)} here`}
                      />
                    )}
                  </td>
                  <td>{versions === '' ? '–' : versions}</td>
                  <td>
                    <Link to="/workers">Workers</Link>
                  </td>
                </tr>
              </tbody>
            </table>
          </div>
        )}
      </Async>
      <p className="dim" style={{ marginTop: 10 }}>
        <code>npx --no seesaw doctor</code> looks at everything that is installed, and says what is wrong and how to
        mend it.
      </p>
    </Card>
  );
}

/** Only Seesaw could tell. */
function NotKnown() {
  return <span className="dim">not known</span>;
}

function Answers(props: { up: boolean; words: string }) {
  return (
    <span style={{ color: props.up ? 'var(--ok)' : 'var(--bad)' }}>
      {props.up ? '●' : '✕'} {props.words}
    </span>
  );
}
