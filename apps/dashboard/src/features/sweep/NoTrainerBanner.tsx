import type { SweepRow } from '@seesaw/shared/records';
import { isEndedSweep } from '@seesaw/shared/sweepState';
import { useQuery } from '@tanstack/react-query';
import { workersQuery } from '../../api/systemQueries.ts';
import { isServed } from '../workers/pools.ts';
import { UnservedPool } from '../workers/UnservedPool.tsx';

/** The answer to "why does nothing happen": no trainer serves the pool this sweep waits for. */
export function NoTrainerBanner(props: { sweep: SweepRow }) {
  const { sweep } = props;
  const workers = useQuery(workersQuery);
  if (workers.data === undefined || isEndedSweep(sweep.state)) return null;
  if (isServed(sweep.pool, workers.data.items)) return null;
  return <UnservedPool pool={sweep.pool} words="Trials wait and lose nothing; they start as soon as one is there:" />;
}
