import type { Sql } from '../../connection/database.ts';
import type { SweepRecord } from '../../tables/sweepTables.ts';
import { lockTrialsIn } from '../../trials/lockTrial.ts';
import { moveTrials } from '../../trials/moveTrial.ts';
import { moveSweep } from '../moveSweep.ts';
import { type Outcome, refuse, trialsInWords } from './outcome.ts';

export async function resumeSweep(sql: Sql, sweep: SweepRecord): Promise<Outcome> {
  if (sweep.state === 'running') {
    return { state: 'running', message: `Sweep ${sweep.name} is running already`, trials: 0 };
  }
  if (sweep.state !== 'paused' && sweep.state !== 'pausing') {
    refuse(sweep, 'resumed', 'only a paused sweep can be resumed; retry reopens one that ended');
  }
  const paused = await lockTrialsIn(sql, sweep.id, ['paused']);
  await moveTrials(sql, paused, 'pending', (trial) => `Trial ${trial.number} resumes from step ${trial.step}`);
  await moveSweep(sql, sweep, 'running', `Sweep ${sweep.name} is running again`);
  const message = `Resumed: ${trialsInWords(paused.length)} will go on from the newest checkpoint`;
  return { state: 'running', message, trials: paused.length };
}
