import { isEndedTrial } from '@seesaw/shared/trialState';
import type { Sql } from '../../connection/database.ts';
import type { SweepRecord } from '../../tables/sweepTables.ts';
import { moveTrial } from '../../trials/moveTrial.ts';
import { lockTrialNumber } from './lockTrialNumber.ts';
import { type Outcome, refuseBecause } from './outcome.ts';

/** A running trial checkpoints and ends as `stopped-early`: a result that counts, which *extend* can take further. */
export async function stopTrial(sql: Sql, sweep: SweepRecord, number: number): Promise<Outcome> {
  const trial = await lockTrialNumber(sql, sweep, number);
  const { state } = sweep;
  if (isEndedTrial(trial.state)) return { state, message: `Trial ${number} is ${trial.state} already`, trials: 0 };
  if (trial.state === 'running') {
    // Who wants it cancelled wants more than that.
    await sql`update trials set wanted = 'stop' where id = ${trial.id} and wanted = 'run'`;
    const message = `Trial ${number} writes a checkpoint and stops early; what it reached counts as its result`;
    return { state, message, trials: 1 };
  }
  if (trial.state === 'waiting') {
    await moveTrial(sql, trial, 'stopped-early', `Trial ${number} stopped early at step ${trial.step} by a person`);
    return { state, message: `Trial ${number} is stopped early; what it reached counts as its result`, trials: 1 };
  }
  const instead = trial.attempt === 0 ? 'skip it' : 'cancel it; retry brings it back';
  return refuseBecause(sweep, `trial ${number} is ${trial.state}, not running`, instead);
}
