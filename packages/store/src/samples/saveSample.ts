import { SeesawError } from '@seesaw/shared/errors';
import type { SampleRow } from '@seesaw/shared/records';
import { type Database, transaction } from '../connection/database.ts';
import { addEvent } from '../events/addEvent.ts';
import type { SampleRecord } from '../tables/artifactTables.ts';
import { lockForAttempt } from '../trials/lockTrial.ts';
import { toSampleRow } from './readSamples.ts';

/** Call once the bytes are durable. Saved again by the same attempt it is the row that exists, wherever its bytes have moved to. */
export async function saveSample(
  database: Database,
  input: {
    trialId: number;
    attempt: number;
    step: number;
    kind: 'images' | 'points';
    pngLocation: string;
    tensorsLocation: string;
    facts: Record<string, number>;
  },
): Promise<SampleRow> {
  const { trialId, attempt, step } = input;
  return transaction(database, async (tx) => {
    const trial = await lockForAttempt(tx, trialId, attempt);
    const [same] = await tx<SampleRecord[]>`
      select * from samples where trial_id = ${trialId} and step = ${step} and attempt = ${attempt}`;
    if (same !== undefined) return toSampleRow({ ...same, trialNumber: trial.number });
    const [saved] = await tx<SampleRecord[]>`
      insert into samples (trial_id, attempt, step, kind, png_location, tensors_location, facts)
      values (${trialId}, ${attempt}, ${step}, ${input.kind}, ${input.pngLocation}, ${input.tensorsLocation},
        ${JSON.stringify(finiteOnly(input.facts))}::text::jsonb)
      on conflict (trial_id, step) do update set attempt = excluded.attempt, kind = excluded.kind, facts = excluded.facts,
        png_location = excluded.png_location, tensors_location = excluded.tensors_location, created_at = now()
      returning *`;
    if (saved === undefined) throw new SeesawError('internal', `The sample of trial ${trial.number} was not stored`);
    await addEvent(tx, {
      kind: 'sample.saved',
      sweepId: trial.sweepId,
      trialId,
      trialNumber: trial.number,
      attempt,
      step,
      message: `Trial ${trial.number} has samples of step ${step}`,
      data: { sampleId: saved.id },
    });
    return toSampleRow({ ...saved, trialNumber: trial.number });
  });
}

/** JSON knows no NaN, and the contract's facts are numbers: one that is not finite is left out. */
function finiteOnly(facts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => Number.isFinite(value)));
}
