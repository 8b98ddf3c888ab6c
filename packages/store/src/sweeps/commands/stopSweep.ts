import type { Sql } from '../../connection/database.ts';
import type { SweepRecord } from '../../tables/sweepTables.ts';
import { lockTrialsIn } from '../../trials/lockTrial.ts';
import { moveTrials } from '../../trials/moveTrial.ts';
import { moveSweep } from '../moveSweep.ts';
import { type Outcome, refuse, trialsInWords } from './outcome.ts';

/**
 * Drain: running trials finish, everything else ends now, nothing new is suggested, not even after a retry. `why` where no
 * person asked for it.
 */
export async function stopSweep(sql: Sql, sweep: SweepRecord, why?: string): Promise<Outcome> {
  if (sweep.state === 'stopping' || sweep.state === 'stopped') {
    return { state: sweep.state, message: `Sweep ${sweep.name} is ${sweep.state} already`, trials: 0 };
  }
  if (sweep.state !== 'running' && sweep.state !== 'pausing' && sweep.state !== 'paused') {
    refuse(sweep, 'stopped', 'only a running or paused sweep can be stopped');
  }
  const idle = await lockTrialsIn(sql, sweep.id, ['pending', 'paused']);
  const fresh = idle.filter((trial) => trial.state === 'pending' && trial.attempt === 0);
  const begun = idle.filter((trial) => !fresh.includes(trial));
  const running = await lockTrialsIn(sql, sweep.id, ['running']);
  const atRung = await lockTrialsIn(sql, sweep.id, ['waiting']);
  await moveTrials(
    sql,
    fresh,
    'skipped',
    (trial) => `Trial ${trial.number} skipped: its sweep was stopped before it began`,
  );
  await moveTrials(
    sql,
    begun,
    'cancelled',
    (trial) => `Trial ${trial.number} cancelled at step ${trial.step}: its sweep was stopped`,
  );
  await moveTrials(
    sql,
    atRung,
    'stopped-early',
    (trial) => `Trial ${trial.number} stopped early at step ${trial.step}, where it waited: its sweep was stopped`,
  );
  await sql`update sweeps set search_ended = true where id = ${sweep.id}`;
  await moveSweep(sql, sweep, 'stopping', `Sweep ${sweep.name} is stopping${why === undefined ? '' : `: ${why}`}`);
  const message =
    `Stopping${why === undefined ? '' : `, because ${why}`}: ${trialsInWords(running.length)} running will finish; ${fresh.length} not begun skipped, ` +
    `${begun.length} begun but idle cancelled (checkpoints are kept, retry brings them back)`;
  return { state: 'stopping', message, trials: idle.length };
}
