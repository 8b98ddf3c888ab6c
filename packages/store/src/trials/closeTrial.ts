import type { ErrorCode } from '@seesaw/shared/errors';
import { isEndedTrial, type TrialState } from '@seesaw/shared/trialState';
import { type Database, transaction } from '../connection/database.ts';
import { storableText } from '../connection/storableText.ts';
import { endAttempt } from './endAttempt.ts';
import { lockTrial } from './lockTrial.ts';
import { moveTrial } from './moveTrial.ts';

/** Ends (or pauses) a trial whose segment could not do it itself; one that ended already is left alone. Answers the state that holds. */
export async function closeTrial(
  database: Database,
  input: {
    trialId: number;
    state: 'failed' | 'cancelled' | 'paused' | 'stopped-early';
    code?: ErrorCode;
    message: string;
  },
): Promise<{ state: TrialState }> {
  return transaction(database, async (tx) => {
    const trial = await lockTrial(tx, input.trialId);
    if (isEndedTrial(trial.state) || trial.state === input.state) return { state: trial.state };
    const message = storableText(input.message);
    await moveTrial(tx, trial, input.state, `Trial ${trial.number} ${input.state}: ${message}`);
    await endAttempt(tx, trial, {
      outcome: input.code ?? input.state,
      error: input.state === 'failed' ? message : null,
    });
    if (input.state === 'failed') await tx`update trials set last_error = ${message} where id = ${trial.id}`;
    return { state: input.state };
  });
}
