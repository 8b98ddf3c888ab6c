import { SeesawError } from '@seesaw/shared/errors';
import { isEndedSweep } from '@seesaw/shared/sweepState';
import { type Database, type Sql, transaction } from '../connection/database.ts';
import { addEvent } from '../events/addEvent.ts';
import type { SweepRecord } from '../tables/sweepTables.ts';
import { lockSweep } from './lockSweep.ts';

interface Deleted {
  trialIds: number[];
  mlflowRunIds: string[];
}

/** Repeating it gives the same answer from a note that outlives the rows, so that a crash leaves no bytes behind. */
export async function deleteSweep(database: Database, sweepId: string): Promise<Deleted> {
  return transaction(database, async (tx) => {
    const sweep = await lockUnlessDeleted(tx, sweepId);
    if ('trialIds' in sweep) return sweep;
    const trials = await tx<{ id: number; state: string; mlflowRunId: string | null }[]>`
      select id, state, mlflow_run_id from trials where sweep_id = ${sweepId} order by number for update`;
    const alive = trials.filter((trial) => trial.state === 'running' || trial.state === 'waiting').length;
    if (!isEndedSweep(sweep.state) || alive > 0) {
      const why = alive > 0 ? `${alive} of its trials still run` : `it is ${sweep.state}`;
      throw new SeesawError('conflict', `Sweep ${sweep.name} cannot be deleted: ${why}`, {
        facts: { sweepId, hint: 'cancel it first' },
      });
    }
    const trialIds = trials.map((trial) => trial.id);
    const mlflowRunIds = [sweep.mlflowRunId, ...trials.map((trial) => trial.mlflowRunId)].filter((id) => id !== null);
    // A hundred million points take longer than any other statement may.
    await tx`set local statement_timeout = 0`;
    await tx`delete from metric_points where trial_id = any(${trialIds}::integer[])`;
    await tx`delete from metric_blocks where trial_id = any(${trialIds}::integer[])`;
    await tx`delete from metric_summaries where trial_id = any(${trialIds}::integer[])`;
    await tx`delete from events where sweep_id = ${sweepId}`;
    await tx`delete from sweeps where id = ${sweepId}`;
    await tx`insert into deleted_sweeps (sweep_id, trial_ids, mlflow_run_ids)
      values (${sweepId}, ${trialIds}::integer[], ${mlflowRunIds}::text[])`;
    await addEvent(tx, {
      kind: 'sweep.deleted',
      sweepId,
      message: `Sweep ${sweep.name} and its ${trialIds.length} trials deleted`,
    });
    return { trialIds, mlflowRunIds };
  });
}

/** The note is looked for after the lock: who asks at the same time waits for it, and then the row is gone. */
async function lockUnlessDeleted(sql: Sql, sweepId: string): Promise<SweepRecord | Deleted> {
  try {
    return await lockSweep(sql, sweepId);
  } catch (error) {
    if (!(error instanceof SeesawError)) throw error;
    const [before] = await sql<Deleted[]>`
      select trial_ids, to_json(mlflow_run_ids) as mlflow_run_ids from deleted_sweeps where sweep_id = ${sweepId}`;
    if (before === undefined) throw error;
    return before;
  }
}
