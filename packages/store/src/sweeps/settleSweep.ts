import type { SweepState } from '@seesaw/shared/sweepState';
import type { TrialState } from '@seesaw/shared/trialState';
import { type Database, type Sql, transaction } from '../connection/database.ts';
import type { SweepRecord } from '../tables/sweepTables.ts';
import { lockTrialsIn } from '../trials/lockTrial.ts';
import { moveTrials } from '../trials/moveTrial.ts';
import { breakWhenTooManyFailed } from './breaker.ts';
import { lockSweep } from './lockSweep.ts';
import { moveSweep } from './moveSweep.ts';
import { stopByRule } from './stopRules.ts';

/**
 * Called when the sweep's workflow has nothing open: brings the sweep to rest where its state leads. As long as a trial runs
 * nothing happens, so calling it too early is harmless. Answers the state that holds.
 */
export async function settleSweep(database: Database, sweepId: string): Promise<{ state: SweepState }> {
  return transaction(database, async (tx) => {
    const sweep = await lockSweep(tx, sweepId);
    if (await hasTrials(tx, sweepId, ['running'])) return { state: sweep.state };
    return { state: await settle(tx, sweep) };
  });
}

async function settle(sql: Sql, sweep: SweepRecord): Promise<SweepState> {
  switch (sweep.state) {
    case 'pausing':
      await moveSweep(sql, sweep, 'paused', `Sweep ${sweep.name} is paused: no trial runs, everything is kept`);
      return 'paused';
    case 'stopping':
      await cancelLeftOvers(sql, sweep, 'its sweep was stopped');
      await moveSweep(sql, sweep, 'stopped', `Sweep ${sweep.name} is stopped: its running trials have ended`);
      return 'stopped';
    case 'cancelling':
      await cancelLeftOvers(sql, sweep, 'its sweep was cancelled');
      await moveSweep(sql, sweep, 'cancelled', `Sweep ${sweep.name} is cancelled: no trial runs`);
      return 'cancelled';
    case 'running': {
      if (await breakWhenTooManyFailed(sql, sweep, [])) return 'failed';
      if (!sweep.searchEnded || (await hasTrials(sql, sweep.id, ['pending', 'waiting', 'paused']))) {
        return (await stopByRule(sql, sweep)) ? settle(sql, { ...sweep, state: 'stopping' }) : 'running';
      }
      await moveSweep(
        sql,
        sweep,
        'completed',
        `Sweep ${sweep.name} is completed: ${await describeEndings(sql, sweep.id)}`,
      );
      return 'completed';
    }
    default:
      return sweep.state;
  }
}

async function cancelLeftOvers(sql: Sql, sweep: SweepRecord, why: string): Promise<void> {
  const leftOvers = await lockTrialsIn(sql, sweep.id, ['pending', 'waiting', 'paused']);
  await moveTrials(sql, leftOvers, 'cancelled', (trial) => `Trial ${trial.number} cancelled: ${why}`);
}

async function hasTrials(sql: Sql, sweepId: string, states: readonly TrialState[]): Promise<boolean> {
  const rows = await sql`
    select 1 from trials where sweep_id = ${sweepId} and state = any(${states as TrialState[]}::text[]) limit 1`;
  return rows.length > 0;
}

async function describeEndings(sql: Sql, sweepId: string): Promise<string> {
  const rows = await sql<{ state: string; n: number }[]>`
    select state, count(*)::integer as n from trials where sweep_id = ${sweepId} group by state order by n desc, state`;
  return rows.map(({ state, n }) => `${n} ${state}`).join(', ') || 'no trials';
}
