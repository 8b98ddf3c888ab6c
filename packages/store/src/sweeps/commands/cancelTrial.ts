import { isEndedTrial } from '@seesaw/shared/trialState';
import type { Sql } from '../../connection/database.ts';
import type { SweepRecord } from '../../tables/sweepTables.ts';
import { moveTrial } from '../../trials/moveTrial.ts';
import { lockTrialNumber } from './lockTrialNumber.ts';
import type { Outcome } from './outcome.ts';

export async function cancelTrial(sql: Sql, sweep: SweepRecord, number: number): Promise<Outcome> {
  const trial = await lockTrialNumber(sql, sweep, number);
  const { state } = sweep;
  if (isEndedTrial(trial.state)) return { state, message: `Trial ${number} is ${trial.state} already`, trials: 0 };
  if (trial.state === 'running') {
    await sql`update trials set wanted = 'cancel' where id = ${trial.id}`;
    return { state, message: `Trial ${number} is being interrupted; what it wrote is kept`, trials: 1 };
  }
  await moveTrial(sql, trial, 'cancelled', `Trial ${number} cancelled at step ${trial.step}`);
  return { state, message: `Trial ${number} is cancelled; what it wrote is kept`, trials: 1 };
}
