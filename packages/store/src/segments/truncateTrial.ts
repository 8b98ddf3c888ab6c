import { type Database, type Sql, transaction } from '../connection/database.ts';
import { rebuildBuckets } from '../metrics/rebuildBuckets.ts';
import { updateScore } from '../metrics/updateScore.ts';
import { lockForAttempt } from '../trials/lockTrial.ts';

/** Drops what lies beyond `fromStep`: a replay writes it again. From step 0 everything goes, what was written at step 0 too. */
export async function truncateTrial(
  database: Database,
  { trialId, attempt, fromStep }: { trialId: number; attempt: number; fromStep: number },
): Promise<void> {
  await transaction(database, async (tx) => {
    const trial = await lockForAttempt(tx, trialId, attempt);
    const keptUpTo = fromStep === 0 ? -1 : fromStep;
    await tx`delete from samples where trial_id = ${trialId} and step > ${keptUpTo}`;
    await tx`delete from checkpoints where trial_id = ${trialId} and step > ${keptUpTo}`;
    await dropPoints(tx, trialId, keptUpTo);
    await tx`update attempts set from_step = ${fromStep} where trial_id = ${trialId} and attempt = ${attempt}`;
    await tx`
      update trials set step = ${fromStep}, mirrored_step = least(mirrored_step, ${fromStep}), version = version + 1
      where id = ${trialId}`;
    await updateScore(tx, trial);
  });
}

async function dropPoints(sql: Sql, trialId: number, keptUpTo: number): Promise<void> {
  const keys = await sql<{ keyId: number }[]>`
    select key_id from metric_buckets where trial_id = ${trialId} and bits = 31 and last_step > ${keptUpTo}`;
  if (keys.length === 0) return;
  const keyIds = keys.map((row) => row.keyId);
  await sql`
    delete from metric_points
    where trial_id = ${trialId} and key_id = any(${keyIds}::integer[]) and step > ${keptUpTo}`;
  await rebuildBuckets(sql, { trialId, keyIds, fromStep: Math.max(0, keptUpTo) });
}
