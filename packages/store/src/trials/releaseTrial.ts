import type { ErrorCode } from '@seesaw/shared/errors';
import type { TrialState } from '@seesaw/shared/trialState';
import { type Database, transaction } from '../connection/database.ts';
import { storableText } from '../connection/storableText.ts';
import { endAttempt } from './endAttempt.ts';
import { lockTrial } from './lockTrial.ts';
import { moveTrial } from './moveTrial.ts';
import { readIntent } from './readIntent.ts';

const afterRelease = { run: 'pending', pause: 'paused', stop: 'stopped-early', cancel: 'cancelled' } as const;

/**
 * A running trial lost its lane: pending again, or what the person wants instead (paused, stopped-early, cancelled). In any other state it
 * is left alone. Answers the state that holds.
 */
export async function releaseTrial(
  database: Database,
  {
    trialId,
    code,
    message,
    afterFailure = false,
    pool = null,
    order = 0,
  }: {
    trialId: number;
    code: ErrorCode;
    message: string;
    afterFailure?: boolean;
    pool?: string | null;
    order?: number;
  },
): Promise<{ state: TrialState }> {
  return transaction(database, async (tx) => {
    const trial = await lockTrial(tx, trialId);
    // Also where it never began: its task may still lie with somebody.
    await tx`update trials set segment_order = greatest(segment_order, ${order}::bigint) where id = ${trialId}`;
    if (trial.state !== 'running') return { state: trial.state };
    const error = storableText(message);
    await endAttempt(tx, trial, { outcome: code, error });
    await tx`
      update trials t set last_error = ${error}, pool = coalesce(${pool}::text, t.pool),
        from_scratch = t.from_scratch or (${afterFailure} and s.definition #>> '{retry,from}' = 'scratch')
      from sweeps s where t.id = ${trialId} and s.id = t.sweep_id`;
    const state = afterRelease[await readIntent(tx, trialId)];
    const moved = pool === null ? '' : ` From now on it waits for the larger slots of pool ${pool}`;
    await moveTrial(tx, trial, state, `Trial ${trial.number} lost its lane at step ${trial.step}: ${error}${moved}`);
    return { state };
  });
}
