import { formatCount, fromWire } from '../../format/numbers.ts';
import { Card } from '../../parts/Card.tsx';
import { downloadCsv } from '../../parts/download.ts';
import { TrialSwatch } from '../../parts/TrialTag.tsx';
import { MetricValue } from '../trials/TrialCell.tsx';
import type { ComparedTrial } from './ComparePage.tsx';

/** Last value of every metric, with its range over the run in the tooltip. */
export function MetricTable(props: { trials: readonly ComparedTrial[] }) {
  const { trials } = props;
  const names = [...new Set(trials.flatMap(({ trial }) => Object.keys(trial.metrics)))].sort();
  const csv = () => [
    ['metric', ...trials.map(({ label }) => label)],
    ...names.map((name) => [name, ...trials.map(({ trial }) => trial.metrics[name]?.last)]),
  ];
  return (
    <Card
      title="Last values"
      small={
        <button type="button" className="btn small plain dim" onClick={() => downloadCsv('compare.csv', csv())}>
          CSV
        </button>
      }
    >
      <div className="scroll-x">
        <table className="list" style={{ width: 'auto', minWidth: '60%' }}>
          <thead>
            <tr>
              <th>metric</th>
              {trials.map(({ trial, label, colourOf }) => (
                <th key={trial.id} className="num">
                  <TrialSwatch number={colourOf} />
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <td className="dim">{name}</td>
                {trials.map(({ trial }) => {
                  const summary = trial.metrics[name];
                  if (summary === undefined) {
                    return (
                      <td key={trial.id} className="num faint">
                        –
                      </td>
                    );
                  }
                  return (
                    <td
                      key={trial.id}
                      className="num"
                      title={`at step ${formatCount(summary.lastStep)}; min ${summary.min ?? '–'}, max ${summary.max ?? '–'} over ${formatCount(summary.count)} points`}
                    >
                      <MetricValue value={fromWire(summary.last)} />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
