import { formatCount } from '../../format/numbers.ts';
import { Card } from '../../parts/Card.tsx';
import type { Pool } from './pools.ts';

/** Who has how much to do. */
export function PoolsCard(props: { pools: readonly Pool[] }) {
  return (
    <Card title="Pools" small="a set of trainers that take trials from one queue">
      <div className="scroll-x">
        <table className="list">
          <thead>
            <tr>
              <th>pool</th>
              <th className="num">trainers</th>
              <th className="num">slots busy</th>
              <th className="num">trials waiting</th>
              <th className="num">sweeps</th>
            </tr>
          </thead>
          <tbody>
            {props.pools.map((pool) => (
              <tr key={pool.name}>
                <td>{pool.name}</td>
                <td className="num">
                  {pool.trainers === 0 && pool.waiting > 0 && <b style={{ color: 'var(--bad)' }}>✕ </b>}
                  {formatCount(pool.trainers)}
                </td>
                <td className="num">
                  {formatCount(pool.busy)} / {formatCount(pool.slots)}
                </td>
                <td className="num">{formatCount(pool.waiting)}</td>
                <td className="num">{formatCount(pool.sweeps)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
