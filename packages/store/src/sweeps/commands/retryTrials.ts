import { SeesawError } from '@seesaw/shared/errors';
import { isEndedSweep } from '@seesaw/shared/sweepState';
import { retryableTrialStates } from '@seesaw/shared/trialState';
import type { SweepCommand } from '@seesaw/shared/workflows';
import type { Sql } from '../../connection/database.ts';
import type { SweepRecord } from '../../tables/sweepTables.ts';
import type { TrialRecord } from '../../tables/trialTables.ts';
import { lockTrialsIn } from '../../trials/lockTrial.ts';
import { moveTrials } from '../../trials/moveTrial.ts';
import { moveSweep } from '../moveSweep.ts';
import { type Outcome, refuse, trialsInWords } from './outcome.ts';

type Retry = Extract<SweepCommand, { kind: 'retry' }>;

/**
 * Failed trials (or the failed, cancelled and diverged ones of a selection) become pending; an ended sweep is running again.
 * A sweep that a person stopped or cancelled runs only these; one that ended by its breaker goes on with its plan.
 */
export async function retryTrials(sql: Sql, sweep: SweepRecord, { from, selectionId }: Retry): Promise<Outcome> {
  if (sweep.state === 'stopping' || sweep.state === 'cancelling') {
    refuse(sweep, 'retried', `wait until it is ${sweep.state === 'stopping' ? 'stopped' : 'cancelled'}`);
  }
  const retried = await chosenTrials(sql, sweep, selectionId);
  if (retried.length === 0) return { state: sweep.state, message: 'There is nothing to retry', trials: 0 };
  const start = from === 'scratch' ? 'from scratch' : 'from its newest checkpoint';
  await moveTrials(
    sql,
    retried,
    'pending',
    (trial) => `Trial ${trial.number} is retried ${start}; it was ${trial.state}`,
  );
  await sql`
    update trials set from_scratch = ${from === 'scratch'}, wanted = 'run', last_error = null
    where id = any(${retried.map((trial) => trial.id)}::integer[])`;
  if (isEndedSweep(sweep.state))
    await moveSweep(sql, sweep, 'running', `Sweep ${sweep.name} is running again: trials are retried`);
  const state = isEndedSweep(sweep.state) ? 'running' : sweep.state;
  const message = `Retrying ${trialsInWords(retried.length)} ${from === 'scratch' ? 'from scratch' : 'from the newest checkpoint'}`;
  return { state, message, trials: retried.length };
}

async function chosenTrials(sql: Sql, sweep: SweepRecord, selectionId: number | undefined): Promise<TrialRecord[]> {
  if (selectionId === undefined) return lockTrialsIn(sql, sweep.id, ['failed']);
  const [selection] = await sql<{ numbers: number[] }[]>`
    select numbers from selections where id = ${selectionId} and sweep_id = ${sweep.id}`;
  if (selection === undefined) {
    throw new SeesawError('not-found', `Sweep ${sweep.name} has no selection ${selectionId}`, {
      facts: { sweepId: sweep.id },
    });
  }
  const chosen = new Set(selection.numbers);
  return (await lockTrialsIn(sql, sweep.id, retryableTrialStates)).filter((trial) => chosen.has(trial.number));
}
