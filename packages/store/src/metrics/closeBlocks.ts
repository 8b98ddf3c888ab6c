import type { Sql } from '../connection/database.ts';
import type { TrialRecord } from '../tables/trialTables.ts';
import { blockStart, coarsestBlockStart, finestBlockSteps } from './curveLevels.ts';
import { writeBlocks } from './writeBlocks.ts';

/** A shorter rest of a curve is read from its points just as fast. */
const leastRestSteps = 64;

/**
 * Folds the steps below `to` (a multiple of the steps of a finest block) that are not in blocks yet; answers up to which step
 * everything is. The caller keeps that in the trial's row, which must be locked.
 */
export async function closeBlocks(
  sql: Sql,
  { id, blocksTo }: Pick<TrialRecord, 'id' | 'blocksTo'>,
  to: number,
): Promise<number> {
  if (to <= blocksTo) return blocksTo;
  // A series that ended earlier has no points here, but blocks that a coarser one may be made of now.
  const series = await sql<{ keyId: number }[]>`
    select key_id from metric_summaries where trial_id = ${id} and last_step >= ${coarsestBlockStart(blocksTo)}`;
  await writeBlocks(sql, { trialId: id, keyIds: series.map((one) => one.keyId), from: blocksTo, to });
  return to;
}

/** The segment is over: the rest of its curves becomes a block too, although it is not full. Going on from there rewrites it. */
export async function sealBlocks(sql: Sql, trial: Pick<TrialRecord, 'id' | 'blocksTo' | 'pointsTo'>): Promise<void> {
  const to = blockStart(trial.pointsTo) + finestBlockSteps;
  if (trial.pointsTo + 1 - trial.blocksTo < leastRestSteps || to >= 2 ** 31) return;
  const blocksTo = await closeBlocks(sql, trial, to);
  await sql`update trials set blocks_to = ${blocksTo} where id = ${trial.id}`;
}
