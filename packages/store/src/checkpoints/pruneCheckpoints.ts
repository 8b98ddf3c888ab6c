import type { Keep } from '@seesaw/shared/keep';
import type { CheckpointRow } from '@seesaw/shared/records';
import { type Database, transaction } from '../connection/database.ts';
import { bestSteps } from './bestSteps.ts';
import { keptSteps } from './keptSteps.ts';
import { removeCheckpoints } from './removeCheckpoints.ts';

/**
 * Checkpoints of a trial that trains, beyond what its `checkpoint.keep` holds, and corrupt ones older than the newest good
 * one; never the one that a running attempt came from, and none that is leased.
 */
export async function pruneCheckpoints(database: Database, trialId: number): Promise<CheckpointRow[]> {
  return transaction(database, async (tx) => {
    const all = await tx<{ step: number; corrupt: boolean; keep: Keep }[]>`
      select c.step, c.corrupt, t.config #> '{checkpoint,keep}' as keep
      from checkpoints c join trials t on t.id = c.trial_id where t.id = ${trialId}`;
    const keep = all[0]?.keep;
    if (keep === undefined) return [];
    const steps = all.flatMap(({ step, corrupt }) => (corrupt ? [] : [step]));
    const bestStep = typeof keep === 'number' ? null : ((await bestSteps(tx, [trialId])).get(trialId) ?? null);
    const kept = keptSteps({ keep, steps, bestStep, mayGoOn: true, place: null });
    const newest = Math.max(-1, ...steps);
    const unwanted = all.filter(({ step, corrupt }) => (corrupt ? step < newest : !kept.has(step)));
    return removeCheckpoints(
      tx,
      unwanted.map(({ step }) => ({ trialId, step })),
    );
  });
}
