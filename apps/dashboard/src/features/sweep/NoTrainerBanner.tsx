import type { SweepRow } from '@seesaw/shared/records';
import { isEndedSweep } from '@seesaw/shared/sweepState';
import { useQuery } from '@tanstack/react-query';
import { workersQuery } from '../../api/queries.ts';
import { CommandLine } from '../../parts/CommandLine.tsx';

/** The answer to "why does nothing happen": no trainer serves the pool this sweep waits for. */
export function NoTrainerBanner(props: { sweep: SweepRow }) {
  const { sweep } = props;
  const workers = useQuery(workersQuery);
  if (workers.data === undefined || isEndedSweep(sweep.state)) return null;
  if (workers.data.some((worker) => worker.state === 'alive' && worker.pool === sweep.pool)) return null;
  return (
    <div className="note warn" role="status">
      <span className="grow">
        <b>No trainer serves the pool “{sweep.pool}”.</b> Trials wait and lose nothing; they start as soon as one is
        there:
      </span>
      <CommandLine
        command={sweep.pool === 'default' ? 'npx --no seesaw up' : `SEESAW_POOL=${sweep.pool} npx --no seesaw up`}
      />
    </div>
  );
}
