import type { ErrorCode } from '@seesaw/shared/errors';
import { type Database, transaction } from '../connection/database.ts';
import { storableText } from '../connection/storableText.ts';
import { addEvent } from '../events/addEvent.ts';
import { sealBlocks } from '../metrics/closeBlocks.ts';
import { updateScore } from '../metrics/updateScore.ts';
import { endAttempt } from '../trials/endAttempt.ts';
import { lockTrial, refuseSuperseded } from '../trials/lockTrial.ts';
import { moveTrial } from '../trials/moveTrial.ts';

export async function finishSegment(
  database: Database,
  input: {
    trialId: number;
    attempt: number;
    state: 'completed' | 'diverged' | 'paused' | 'cancelled' | 'stopped-early';
    step: number;
    message: string;
  },
): Promise<void> {
  await transaction(database, async (tx) => {
    const trial = await lockTrial(tx, input.trialId);
    refuseSuperseded(trial, input.attempt);
    if (trial.state === input.state) return;
    const { attempt, step } = input;
    await moveTrial(tx, { ...trial, attempt, step }, input.state, `Trial ${trial.number}: ${input.message}`);
    await endAttempt(tx, trial, { outcome: input.state, error: null });
    await tx`
      update trials set step = ${step}, max_step = greatest(max_step, ${step}), last_heartbeat_at = now(),
        last_error = ${input.state === 'diverged' ? storableText(input.message) : null},
        health = case when ${input.state === 'diverged'} then 'diverged' else health end
      where id = ${trial.id}`;
    await updateScore(tx, trial);
    await sealBlocks(tx, trial);
  });
}

/** What ended the attempt; repeating it changes nothing. The trial keeps its state. */
export async function failSegment(
  database: Database,
  input: { trialId: number; attempt: number; code: ErrorCode; message: string; step: number | null },
): Promise<void> {
  await transaction(database, async (tx) => {
    const trial = await lockTrial(tx, input.trialId);
    refuseSuperseded(trial, input.attempt);
    const error = storableText(input.message);
    const ended = await tx`
      update attempts set ended_at = now(), outcome = ${input.code}, error = ${error}
      where trial_id = ${trial.id} and attempt = ${input.attempt} and ended_at is null`;
    if (ended.count === 0) return;
    await tx`update trials set last_error = ${error} where id = ${trial.id}`;
    await addEvent(tx, {
      kind: 'trial.error',
      sweepId: trial.sweepId,
      trialId: trial.id,
      trialNumber: trial.number,
      attempt: input.attempt,
      step: input.step,
      message: `Attempt ${input.attempt} of trial ${trial.number} failed: ${error}`,
      data: { code: input.code },
    });
  });
}
