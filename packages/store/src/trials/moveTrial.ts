import { SeesawError } from '@seesaw/shared/errors';
import { canMoveTrial, isEndedTrial, type TrialState } from '@seesaw/shared/trialState';
import type { Sql } from '../connection/database.ts';
import { addEvents } from '../events/addEvent.ts';
import type { TrialRecord } from '../tables/trialTables.ts';

export type MovableTrial = Pick<TrialRecord, 'id' | 'sweepId' | 'number' | 'state' | 'attempt' | 'step'>;

export async function moveTrial(sql: Sql, trial: MovableTrial, to: TrialState, message: string): Promise<void> {
  await moveTrials(sql, [trial], to, () => message);
}

/**
 * Moves locked trials along the contract's table, all or none, and tells each. A move to where one is already is no move.
 * Ending sets endedAt, leaving an end clears it.
 * @throws SeesawError 'conflict' for a move outside the table.
 */
export async function moveTrials<T extends MovableTrial>(
  sql: Sql,
  trials: readonly T[],
  to: TrialState,
  message: (trial: T) => string,
): Promise<void> {
  const moving = trials.filter((trial) => trial.state !== to);
  for (const trial of moving) {
    if (canMoveTrial(trial.state, to)) continue;
    throw new SeesawError('conflict', `Trial ${trial.number} is ${trial.state} and cannot become ${to}`, {
      facts: { sweepId: trial.sweepId, trialId: trial.id, attempt: trial.attempt, step: trial.step },
    });
  }
  if (moving.length === 0) return;
  await sql`
    update trials set state = ${to}, ended_at = ${isEndedTrial(to) ? sql`now()` : null}
    where id = any(${moving.map((trial) => trial.id)}::integer[])`;
  await addEvents(
    sql,
    moving.map((trial) => ({
      kind: 'trial.state',
      sweepId: trial.sweepId,
      trialId: trial.id,
      trialNumber: trial.number,
      attempt: trial.attempt,
      step: trial.step,
      message: message(trial),
      data: { from: trial.state, to },
    })),
  );
}
