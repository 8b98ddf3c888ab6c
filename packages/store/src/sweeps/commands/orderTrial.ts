import type { TrialOrder } from '@seesaw/shared/selection';
import type { Sql } from '../../connection/database.ts';
import type { SweepRecord } from '../../tables/sweepTables.ts';
import { lockTrialNumber } from './lockTrialNumber.ts';
import { orderTrials } from './orderTrials.ts';
import { type Outcome, refuseBecause } from './outcome.ts';

/** An order to one trial: what cannot be done is refused. */
export async function orderTrial(
  sql: Sql,
  sweep: SweepRecord,
  { order, number }: { order: TrialOrder; number: number },
): Promise<Outcome> {
  const trial = await lockTrialNumber(sql, sweep, number);
  const [verdict] = await orderTrials(sql, [trial], order);
  if (verdict?.kind === 'refused') refuseBecause(sweep, `trial ${number} ${verdict.words}`, verdict.hint);
  const trials = verdict?.kind === 'already' ? 0 : 1;
  return { state: sweep.state, message: `Trial ${number} ${verdict?.words}`, trials };
}
