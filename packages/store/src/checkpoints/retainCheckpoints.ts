import type { Keep } from '@seesaw/shared/keep';
import { keepInWords } from '@seesaw/shared/keepInWords';
import type { SweepRow } from '@seesaw/shared/records';
import { trialStates } from '@seesaw/shared/trialState';
import { type Database, transaction } from '../connection/database.ts';
import { addEvent } from '../events/addEvent.ts';
import { amendDefinition } from '../sweeps/definitions.ts';
import { lockSweep } from '../sweeps/lockSweep.ts';
import { getSweep } from '../sweeps/readSweeps.ts';
import { changeConfigs } from '../trials/changeConfigs.ts';
import { lockTrialsIn } from '../trials/lockTrial.ts';

/**
 * Another rule for the checkpoints of a sweep: for trials to come, for those that train (with their next checkpoint) and for
 * those that have ended (soon, by the pruning of sweeps at rest; a plain number leaves what they have). Also where a retry
 * had given single trials a rule of their own. Nothing that was removed comes back.
 * @throws SeesawError 'not-found'
 */
export async function retainCheckpoints(
  database: Database,
  { sweepId, keep }: { sweepId: string; keep: Keep },
): Promise<SweepRow> {
  await transaction(database, async (tx) => {
    const sweep = await lockSweep(tx, sweepId);
    const { definition } = sweep;
    await amendDefinition(tx, sweep, { ...definition, checkpoint: { ...definition.checkpoint, keep } });
    const trials = await lockTrialsIn(tx, sweepId, trialStates);
    await changeConfigs(tx, trials, (config) => ({ ...config, checkpoint: { ...config.checkpoint, keep } }));
    await tx`update sweeps set pruned = false where id = ${sweepId}`;
    const message = `Sweep ${sweep.name} now keeps of each trial's checkpoints: ${keepInWords(keep)}`;
    await addEvent(tx, { kind: 'sweep.command', sweepId, message, data: { keep } });
  });
  return getSweep(database, sweepId);
}
