import type { Health } from '@seesaw/shared/health';
import { type Database, transaction } from '../connection/database.ts';
import { storableText } from '../connection/storableText.ts';
import { addEvent } from '../events/addEvent.ts';
import { lockForAttempt } from '../trials/lockTrial.ts';

/** The trainer is alive and has come this far. */
export async function heartbeat(
  database: Database,
  { trialId, attempt, step }: { trialId: number; attempt: number; step: number },
): Promise<void> {
  const updated = await database.sql`
    update trials set last_heartbeat_at = now(), step = greatest(step, ${step}), max_step = greatest(max_step, ${step})
    where id = ${trialId} and attempt = ${attempt} and state in ('pending', 'running', 'waiting', 'paused')`;
  if (updated.count === 1) return;
  // Says why in the contract's words.
  await database.transaction((tx) => lockForAttempt(tx, trialId, attempt));
}

/** A verdict that holds already is not told again. */
export async function reportHealth(
  database: Database,
  input: { trialId: number; attempt: number; step: number; health: Health; evidence: string; advice: string },
): Promise<void> {
  await transaction(database, async (tx) => {
    const trial = await lockForAttempt(tx, input.trialId, input.attempt);
    const evidence = storableText(input.evidence);
    const advice = storableText(input.advice);
    await tx`
      update trials set health = ${input.health}, health_evidence = ${evidence}, health_advice = ${advice}
      where id = ${input.trialId}`;
    if (trial.health === input.health) return;
    await addEvent(tx, {
      kind: 'trial.health',
      sweepId: trial.sweepId,
      trialId: trial.id,
      trialNumber: trial.number,
      attempt: input.attempt,
      step: input.step,
      message: `Trial ${trial.number}: ${input.health} at step ${input.step}. ${evidence}`,
      data: { from: trial.health, to: input.health, evidence, advice },
    });
  });
}
