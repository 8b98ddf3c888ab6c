import { SeesawError } from '@seesaw/shared/errors';
import { isEndedTrial, type TrialState } from '@seesaw/shared/trialState';
import type { Sql } from '../connection/database.ts';
import type { TrialRecord } from '../tables/trialTables.ts';

/**
 * The trial's row, locked until the end of the transaction.
 * @throws SeesawError 'not-found'
 */
export async function lockTrial(sql: Sql, trialId: number): Promise<TrialRecord> {
  const [trial] = await sql<TrialRecord[]>`select * from trials where id = ${trialId} for no key update`;
  if (trial === undefined) throw trialNotFound(trialId);
  return trial;
}

/** The locked trials of a sweep in these states, by number. The sweep must be locked. */
export async function lockTrialsIn(sql: Sql, sweepId: string, states: readonly TrialState[]): Promise<TrialRecord[]> {
  return sql<TrialRecord[]>`
    select * from trials where sweep_id = ${sweepId} and state = any(${states as TrialState[]}::text[])
    order by number for no key update`;
}

/**
 * Locks the trial for a write of this attempt. A trial that ended takes no more writes either: finished is finished.
 * @throws SeesawError 'superseded' when a newer attempt exists or the trial ended; 'not-found'.
 */
export async function lockForAttempt(sql: Sql, trialId: number, attempt: number): Promise<TrialRecord> {
  const trial = await lockTrial(sql, trialId);
  refuseSuperseded(trial, attempt);
  if (!isEndedTrial(trial.state)) return trial;
  throw new SeesawError('superseded', `Trial ${trial.number} is ${trial.state}: nothing more is written to it`, {
    facts: { sweepId: trial.sweepId, trialId, attempt, step: trial.step },
  });
}

export function refuseSuperseded(
  trial: Pick<TrialRecord, 'id' | 'sweepId' | 'number' | 'attempt'>,
  attempt: number,
): void {
  if (attempt === trial.attempt) return;
  throw new SeesawError(
    'superseded',
    `Attempt ${attempt} of trial ${trial.number} was superseded by attempt ${trial.attempt}`,
    {
      facts: {
        sweepId: trial.sweepId,
        trialId: trial.id,
        attempt,
        hint: 'this writer stops; the newer attempt goes on',
      },
    },
  );
}

export function trialNotFound(trialId: number): SeesawError {
  return new SeesawError('not-found', `There is no trial ${trialId}`, { facts: { trialId } });
}
