import type { Sql } from '../connection/database.ts';
import type { SweepRecord } from '../tables/sweepTables.ts';
import { lockTrialsIn } from '../trials/lockTrial.ts';
import { moveTrials } from '../trials/moveTrial.ts';
import { moveSweep } from './moveSweep.ts';

/** A share of fewer ended trials says too little. */
const fewestForRate = 10;

/**
 * Ends a locked, running sweep as `failed` once `maxFailed` of its trials failed, or the share `maxFailedRate`; true when it
 * did. Open trials run to their end; those not launched yet are cancelled, from where *retry* can fetch them.
 */
export async function breakWhenTooManyFailed(sql: Sql, sweep: SweepRecord, open: readonly number[]): Promise<boolean> {
  const reason = await failedTooMany(sql, sweep);
  if (reason === undefined) return false;
  await moveSweep(sql, sweep, 'failed', `Sweep ${sweep.name} failed: ${reason}. Fix the cause, then retry`);
  const waiting = (await lockTrialsIn(sql, sweep.id, ['pending', 'waiting', 'paused'])).filter(
    (trial) => !open.includes(trial.number),
  );
  await moveTrials(sql, waiting, 'cancelled', (trial) => `Trial ${trial.number} cancelled: ${reason}`);
  return true;
}

/** In words, how many trials failed, if that is more than the sweep allows. */
export async function failedTooMany(sql: Sql, sweep: SweepRecord): Promise<string | undefined> {
  const { maxFailed, maxFailedRate } = sweep.definition;
  if (maxFailed === null && maxFailedRate === null) return undefined;
  const { failed, judged } = await countFailed(sql, sweep.id);
  if (maxFailed !== null && failed >= maxFailed) {
    return `${failed} trials failed, the sweep allows fewer than ${maxFailed}`;
  }
  if (maxFailedRate !== null && judged >= fewestForRate && failed >= maxFailedRate * judged) {
    return `${failed} of ${judged} trials failed, the sweep allows less than ${maxFailedRate * 100} %`;
  }
  return undefined;
}

/** `judged`: ended by themselves. What a person cancelled or a stop skipped says nothing about failing. */
async function countFailed(sql: Sql, sweepId: string): Promise<{ failed: number; judged: number }> {
  const [row] = await sql<{ failed: number; judged: number }[]>`
    select count(*) filter (where state = 'failed')::integer as failed, count(*)::integer as judged
    from trials where sweep_id = ${sweepId} and state in ('completed', 'stopped-early', 'diverged', 'failed')`;
  return row ?? { failed: 0, judged: 0 };
}
