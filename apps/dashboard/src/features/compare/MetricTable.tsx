import { formatCount, fromWire } from '../../format/numbers.ts';
import { Card } from '../../parts/Card.tsx';
import { SaveButtons } from '../../parts/SaveButtons.tsx';
import { MetricValue } from '../trials/MetricValue.tsx';
import { ComparedTable } from './ComparedTable.tsx';
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
    <Card title="Last values" small={<SaveButtons csv={{ file: 'compare.csv', rows: csv }} />}>
      <ComparedTable
        trials={trials}
        of="metric"
        numeric
        rows={names.map((name) => ({
          key: name,
          head: name,
          cells: trials.map(({ trial }) => {
            const summary = trial.metrics[name];
            return (
              summary && (
                <span
                  title={`at step ${formatCount(summary.lastStep)}; min ${summary.min ?? '–'}, max ${summary.max ?? '–'} over ${formatCount(summary.count)} points`}
                >
                  <MetricValue value={fromWire(summary.last)} />
                </span>
              )
            );
          }),
        }))}
      />
    </Card>
  );
}
