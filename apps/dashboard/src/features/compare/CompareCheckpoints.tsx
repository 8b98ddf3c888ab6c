import type { CheckpointRow } from '@seesaw/shared/records';
import { useQueries } from '@tanstack/react-query';
import { checkpointsQuery } from '../../api/trialQueries.ts';
import { formatCount } from '../../format/numbers.ts';
import { Empty, Failure, Skeleton } from '../../parts/Async.tsx';
import { Card } from '../../parts/Card.tsx';
import { ComparedTable } from './ComparedTable.tsx';
import type { ComparedTrial } from './ComparePage.tsx';
import { checkpointGrid } from './checkpointGrid.ts';

/** Which trial can be gone on from where, and whose states are equal bit for bit. */
export function CompareCheckpoints(props: { trials: readonly ComparedTrial[] }) {
  const { trials } = props;
  const queries = useQueries({ queries: trials.map(({ trial }) => checkpointsQuery(trial.id)) });
  const error = queries.find((query) => query.error !== null && query.data === undefined)?.error;
  const loading = queries.some((query) => query.isPending);
  const rows = checkpointGrid(queries.map((query) => query.data ?? []));
  return (
    <Card title="Checkpoints" small="SHA-256 of the whole state; equal letters in brackets are equal bit for bit">
      {error !== undefined && error !== null ? (
        <Failure error={error} />
      ) : loading ? (
        <Skeleton height={80} />
      ) : rows.length === 0 ? (
        <Empty title="None of these trials has a checkpoint." />
      ) : (
        <ComparedTable
          trials={trials}
          of="step"
          numeric={false}
          rows={rows.map(({ step, cells }) => ({
            key: step,
            head: formatCount(step),
            cells: cells.map((cell) => cell && <State {...cell} />),
          }))}
        />
      )}
    </Card>
  );
}

function State({ checkpoint, equal }: { checkpoint: CheckpointRow; equal: string | undefined }) {
  return (
    <span title={`${checkpoint.stateSha}, ${checkpoint.location}`}>
      <a href={`/api/v1/checkpoints/${checkpoint.id}/state.safetensors`} download>
        <code>{checkpoint.stateSha.slice(0, 10)}</code>
      </a>
      {equal !== undefined && <b> ({equal})</b>}
      {checkpoint.corrupt && <b style={{ color: 'var(--bad)' }}> ✕ corrupt</b>}
    </span>
  );
}
