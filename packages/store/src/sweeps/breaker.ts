import type { Sql } from '../connection/database.ts';
import type { SweepRecord } from '../tables/sweepTables.ts';
import { lockTrialsIn } from '../trials/lockTrial.ts';
import { moveTrials } from '../trials/moveTrial.ts';
import { moveSweep } from './moveSweep.ts';

/**
 * Ends a locked, running sweep as `failed` once `maxFailed` of its trials failed; true when it did. Open trials run to their
 * end; those not launched yet are cancelled, from where *retry* can fetch them.
 */
export async function breakWhenTooManyFailed(sql: Sql, sweep: SweepRecord, open: readonly number[]): Promise<boolean> {
  const failed = await failedTooMany(sql, sweep);
  if (failed === undefined) return false;
  const reason = `${failed} trials failed, the sweep allows fewer than ${sweep.definition.maxFailed}`;
  await moveSweep(sql, sweep, 'failed', `Sweep ${sweep.name} failed: ${reason}. Fix the cause, then retry`);
  const waiting = (await lockTrialsIn(sql, sweep.id, ['pending', 'waiting', 'paused'])).filter(
    (trial) => !open.includes(trial.number),
  );
  await moveTrials(sql, waiting, 'cancelled', (trial) => `Trial ${trial.number} cancelled: ${reason}`);
  return true;
}

/** How many trials failed, if that is more than the sweep allows. */
export async function failedTooMany(sql: Sql, sweep: SweepRecord): Promise<number | undefined> {
  const { maxFailed } = sweep.definition;
  if (maxFailed === null) return undefined;
  const [row] = await sql<{ failed: number }[]>`
    select count(*)::integer as failed from trials where sweep_id = ${sweep.id} and state = 'failed'`;
  const failed = row?.failed ?? 0;
  return failed < maxFailed ? undefined : failed;
}
