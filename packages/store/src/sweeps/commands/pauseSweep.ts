import type { Sql } from '../../connection/database.ts';
import type { SweepRecord } from '../../tables/sweepTables.ts';
import { lockTrialsIn } from '../../trials/lockTrial.ts';
import { moveSweep } from '../moveSweep.ts';
import { type Outcome, refuse, trialsInWords } from './outcome.ts';

/** Running trials write a checkpoint and become `paused`; pending ones stay pending. */
export async function pauseSweep(sql: Sql, sweep: SweepRecord): Promise<Outcome> {
  if (sweep.state === 'pausing' || sweep.state === 'paused') {
    return { state: sweep.state, message: `Sweep ${sweep.name} is ${sweep.state} already`, trials: 0 };
  }
  if (sweep.state !== 'running') refuse(sweep, 'paused', 'only a running sweep can be paused');
  const running = await lockTrialsIn(sql, sweep.id, ['running', 'waiting']);
  await moveSweep(sql, sweep, 'pausing', `Sweep ${sweep.name} is pausing`);
  const message = `Pausing: ${trialsInWords(running.length)} running will checkpoint and pause; nothing new is launched`;
  return { state: 'pausing', message, trials: running.length };
}
