import type { CheckpointRow } from '@seesaw/shared/records';
import type { UseQueryResult } from '@tanstack/react-query';
import { formatCount } from '../../format/numbers.ts';
import { Ago } from '../../parts/Ago.tsx';
import { Async, Empty } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';

export function CheckpointsCard(props: { query: UseQueryResult<CheckpointRow[]> }) {
  return (
    <Card title="Checkpoints" small="everything needed to continue bit for bit">
      <Async
        query={props.query}
        isEmpty={(items) => items.length === 0}
        empty={<Empty title="No checkpoint yet.">A retry would start from step 0.</Empty>}
      >
        {(items) => (
          <div className="scroll-x">
            <table className="list">
              <thead>
                <tr>
                  <th className="num">step</th>
                  <th className="num">attempt</th>
                  <th className="num">size, kB</th>
                  <th>state SHA-256</th>
                  <th>where the bytes are</th>
                  <th>saved</th>
                </tr>
              </thead>
              <tbody>
                {[...items]
                  .sort((a, b) => b.step - a.step)
                  .map((checkpoint) => (
                    <tr key={checkpoint.id}>
                      <td className="num">{formatCount(checkpoint.step)}</td>
                      <td className="num">{checkpoint.attempt}</td>
                      <td className="num">{formatCount(checkpoint.bytes / 1000)}</td>
                      <td title={checkpoint.stateSha}>
                        <code>{checkpoint.stateSha.slice(0, 16)}…</code>{' '}
                        <a href={`/api/v1/checkpoints/${checkpoint.id}/state.safetensors`} download>
                          download
                        </a>
                        {checkpoint.corrupt && <b style={{ color: 'var(--bad)' }}> ✕ corrupt, not used</b>}
                      </td>
                      <td className="dim mono">{checkpoint.location}</td>
                      <td>
                        <Ago at={checkpoint.createdAt} />
                      </td>
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
