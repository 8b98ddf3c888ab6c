import type { Sql } from '../../connection/database.ts';
import type { SweepRecord } from '../../tables/sweepTables.ts';
import { moveTrial } from '../../trials/moveTrial.ts';
import { lockTrialNumber } from './lockTrialNumber.ts';
import { type Outcome, refuseBecause } from './outcome.ts';

/** A trial that has not begun ends as `skipped`, for good: nothing leads out of there. Its number is not given out again. */
export async function skipTrial(sql: Sql, sweep: SweepRecord, number: number): Promise<Outcome> {
  const trial = await lockTrialNumber(sql, sweep, number);
  const { state } = sweep;
  if (trial.state === 'skipped') return { state, message: `Trial ${number} is skipped already`, trials: 0 };
  if (trial.state !== 'pending' || trial.attempt > 0) {
    const standing = trial.state === 'pending' ? `began already and stands at step ${trial.step}` : `is ${trial.state}`;
    refuseBecause(
      sweep,
      `trial ${number} ${standing}: only one that has not begun can be skipped`,
      'stop or cancel it',
    );
  }
  await moveTrial(sql, trial, 'skipped', `Trial ${number} skipped by a person`);
  return { state, message: `Trial ${number} is skipped; the others go on`, trials: 1 };
}
