import type { Sql } from '../../connection/database.ts';
import type { SweepRecord } from '../../tables/sweepTables.ts';
import { lockTrialsIn } from '../../trials/lockTrial.ts';
import { moveTrials } from '../../trials/moveTrial.ts';
import { moveSweep } from '../moveSweep.ts';
import { type Outcome, refuse, trialsInWords } from './outcome.ts';

/** Idle trials end now; running ones learn it from `intent` and end as soon as their trainer acts. */
export async function cancelSweep(sql: Sql, sweep: SweepRecord): Promise<Outcome> {
  if (sweep.state === 'cancelling' || sweep.state === 'cancelled') {
    return { state: sweep.state, message: `Sweep ${sweep.name} is ${sweep.state} already`, trials: 0 };
  }
  if (sweep.state === 'stopped' || sweep.state === 'completed' || sweep.state === 'failed') {
    refuse(sweep, 'cancelled', 'it has ended already');
  }
  const idle = await lockTrialsIn(sql, sweep.id, ['pending', 'paused', 'waiting']);
  const running = await lockTrialsIn(sql, sweep.id, ['running']);
  await moveTrials(
    sql,
    idle,
    'cancelled',
    (trial) => `Trial ${trial.number} cancelled at step ${trial.step} with its sweep`,
  );
  await sql`update sweeps set search_ended = true where id = ${sweep.id}`;
  await moveSweep(sql, sweep, 'cancelling', `Sweep ${sweep.name} is being cancelled`);
  const message =
    `Cancelling: ${trialsInWords(running.length)} running will be interrupted, ${idle.length} idle cancelled; ` +
    'metrics, samples and checkpoints are kept';
  return { state: 'cancelling', message, trials: idle.length + running.length };
}
