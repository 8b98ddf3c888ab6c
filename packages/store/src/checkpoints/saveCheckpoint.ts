import type { CheckpointRow } from '@seesaw/shared/records';
import { type Database, transaction } from '../connection/database.ts';
import { addEvent } from '../events/addEvent.ts';
import type { CheckpointRecord } from '../tables/artifactTables.ts';
import { lockForAttempt } from '../trials/lockTrial.ts';
import { toCheckpointRow } from './readCheckpoints.ts';

/** Call once the bytes are durable. Saved again by the same attempt it is the row that exists, wherever its bytes have moved to. */
export async function saveCheckpoint(
  database: Database,
  input: {
    trialId: number;
    attempt: number;
    step: number;
    stateSha: string;
    bytes: number;
    location: string;
    manifest: unknown;
  },
): Promise<CheckpointRow> {
  const { trialId, attempt, step, stateSha, bytes, location } = input;
  return transaction(database, async (tx) => {
    const trial = await lockForAttempt(tx, trialId, attempt);
    const [same] = await tx<CheckpointRecord[]>`
      select * from checkpoints
      where trial_id = ${trialId} and step = ${step} and attempt = ${attempt} and state_sha = ${stateSha} and not corrupt`;
    if (same !== undefined) return toCheckpointRow(same);
    const [saved] = await tx<CheckpointRecord[]>`
      insert into checkpoints (trial_id, attempt, step, state_sha, bytes, location, manifest)
      values (${trialId}, ${attempt}, ${step}, ${stateSha}, ${bytes}, ${location}, ${JSON.stringify(input.manifest)}::text::jsonb)
      on conflict (trial_id, step) do update set attempt = excluded.attempt, state_sha = excluded.state_sha,
        bytes = excluded.bytes, location = excluded.location, manifest = excluded.manifest, corrupt = false, created_at = now()
      returning *`;
    await addEvent(tx, {
      kind: 'checkpoint.saved',
      sweepId: trial.sweepId,
      trialId,
      trialNumber: trial.number,
      attempt,
      step,
      message: `Trial ${trial.number} has a checkpoint at step ${step}`,
      data: { stateSha, bytes },
    });
    return toCheckpointRow(saved as CheckpointRecord);
  });
}
