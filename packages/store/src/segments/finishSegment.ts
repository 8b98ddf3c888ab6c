import type { SegmentEnding } from '@seesaw/shared/activities';
import type { ErrorCode } from '@seesaw/shared/errors';
import { objectivesOf, type WithObjectives } from '@seesaw/shared/objective';
import { type Database, type Sql, transaction } from '../connection/database.ts';
import { storableText } from '../connection/storableText.ts';
import { addEvent } from '../events/addEvent.ts';
import { sealBlocks } from '../metrics/closeBlocks.ts';
import { updateScore } from '../metrics/score.ts';
import type { TrialRecord } from '../tables/trialTables.ts';
import { endAttempt } from '../trials/endAttempt.ts';
import { lockTrial, refuseSuperseded } from '../trials/lockTrial.ts';
import { moveTrial } from '../trials/moveTrial.ts';

/** Answers the state that holds: a trial that "completed" without ever reporting its objective has failed. */
export async function finishSegment(
  database: Database,
  input: {
    trialId: number;
    attempt: number;
    state: 'completed' | 'diverged' | 'paused' | 'cancelled' | 'stopped-early' | 'waiting';
    step: number;
    message: string;
  },
): Promise<{ state: SegmentEnding['state'] }> {
  return transaction(database, async (tx) => {
    const trial = await lockTrial(tx, input.trialId);
    refuseSuperseded(trial, input.attempt);
    if (trial.state === input.state) return { state: input.state };
    if (input.state === 'completed') {
      if (await reachedItsEnd(tx, trial)) return { state: 'pending' };
      const missing = trial.goesOn ? undefined : await missingObjective(tx, trial);
      if (missing !== undefined) return failWithoutObjective(tx, trial, { ...input, message: missing });
    }
    const { attempt, step } = input;
    const goesOn = input.state === 'completed' && trial.goesOn;
    const state = goesOn ? 'pending' : input.state;
    const further = goesOn ? ` Its last step is ${trial.config.steps} by now: it goes on.` : '';
    await moveTrial(tx, { ...trial, attempt, step }, state, `Trial ${trial.number}: ${input.message}${further}`);
    await endAttempt(tx, trial, { outcome: input.state, error: null });
    await tx`
      update trials set step = ${step}, max_step = greatest(max_step, ${step}), last_heartbeat_at = now(),
        last_error = ${input.state === 'diverged' ? storableText(input.message) : null},
        health = case when ${input.state === 'diverged'} then 'diverged' else health end
      where id = ${trial.id}`;
    await updateScore(tx, trial);
    await sealBlocks(tx, trial);
    return { state };
  });
}

/** A trial that cannot be compared is no result: what it lacks, in words, or undefined when it reported all objectives. */
async function missingObjective(sql: Sql, trial: TrialRecord): Promise<string | undefined> {
  const [row] = await sql<(WithObjectives & { names: string[] })[]>`
    select s.definition -> 'metric' as metric, s.definition -> 'metrics' as metrics,
      coalesce(to_json(array_agg(k.name order by k.name) filter (where k.name is not null)), '[]') as names
    from sweeps s
    left join metric_summaries m on m.trial_id = ${trial.id}
    left join metric_keys k on k.id = m.key_id
    where s.id = ${trial.sweepId} group by s.id`;
  if (row === undefined) return undefined;
  const missing = objectivesOf(row).find(({ name }) => !row.names.includes(name));
  if (missing === undefined) return undefined;
  const reported = row.names.length === 0 ? 'it reported nothing' : `it reported: ${row.names.join(', ')}`;
  return `metric "${missing.name}" was never reported; ${reported}`;
}

async function failWithoutObjective(
  sql: Sql,
  trial: TrialRecord,
  { attempt, step, message }: { attempt: number; step: number; message: string },
): Promise<{ state: SegmentEnding['state'] }> {
  await moveTrial(sql, { ...trial, attempt, step }, 'failed', `Trial ${trial.number} failed: ${message}`);
  await endAttempt(sql, trial, { outcome: 'failed', error: message });
  await sql`
    update trials set step = ${step}, max_step = greatest(max_step, ${step}), last_heartbeat_at = now(), last_error = ${message}
    where id = ${trial.id}`;
  return { state: 'failed' };
}

/** The answer to a finish that left the trial pending got lost: it is sent again. */
async function reachedItsEnd(sql: Sql, trial: TrialRecord): Promise<boolean> {
  if (trial.state !== 'pending') return false;
  const rows = await sql`
    select 1 from attempts where trial_id = ${trial.id} and attempt = ${trial.attempt} and outcome = 'completed'`;
  return rows.length > 0;
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
