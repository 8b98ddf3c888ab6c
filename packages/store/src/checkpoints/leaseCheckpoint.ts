import { SeesawError } from '@seesaw/shared/errors';
import type { CheckpointRow } from '@seesaw/shared/records';
import type { Database } from '../connection/database.ts';
import type { CheckpointRecord } from '../tables/artifactTables.ts';
import { toCheckpointRow } from './readCheckpoints.ts';

/**
 * For whoever is about to read its bytes: pruning leaves it alone for so many minutes. A lease only grows.
 * @throws SeesawError 'not-found'
 */
export async function leaseCheckpoint(
  { sql }: Database,
  { checkpointId, minutes }: { checkpointId: number; minutes: number },
): Promise<CheckpointRow> {
  const [row] = await sql<CheckpointRecord[]>`
    update checkpoints set leased_until = greatest(leased_until, now() + make_interval(mins => ${minutes}))
    where id = ${checkpointId} returning *`;
  if (row === undefined) throw new SeesawError('not-found', `There is no checkpoint ${checkpointId}`);
  return toCheckpointRow(row);
}
