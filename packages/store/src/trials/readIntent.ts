import { isEndedTrial } from '@seesaw/shared/trialState';
import type { Sql } from '../connection/database.ts';
import type { Intent } from '../segmentPort.ts';
import type { SweepRecord } from '../tables/sweepTables.ts';
import type { TrialRecord } from '../tables/trialTables.ts';
import { trialNotFound } from './lockTrial.ts';

/** What the person wants of this trial now. A trial that ended has nothing to train: whoever still does should stop. */
export async function readIntent(sql: Sql, trialId: number): Promise<Intent> {
  const [row] = await sql<(Pick<TrialRecord, 'state' | 'wanted'> & { sweepState: SweepRecord['state'] })[]>`
    select t.state, t.wanted, s.state as sweep_state from trials t join sweeps s on s.id = t.sweep_id where t.id = ${trialId}`;
  if (row === undefined) throw trialNotFound(trialId);
  if (row.wanted === 'cancel' || isEndedTrial(row.state)) return 'cancel';
  if (row.sweepState === 'cancelling' || row.sweepState === 'cancelled') return 'cancel';
  if (row.wanted === 'stop') return 'stop';
  if (row.sweepState === 'pausing' || row.sweepState === 'paused' || row.state === 'paused') return 'pause';
  return 'run';
}
