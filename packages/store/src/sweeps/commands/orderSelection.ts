import type { TrialOrder } from '@seesaw/shared/selection';
import type { Sql } from '../../connection/database.ts';
import type { SweepRecord } from '../../tables/sweepTables.ts';
import type { TrialRecord } from '../../tables/trialTables.ts';
import { saveReport, selectedNumbers } from '../selections.ts';
import { orderTrials } from './orderTrials.ts';
import { type Outcome, trialsInWords } from './outcome.ts';

const done: Readonly<Record<TrialOrder, string>> = {
  stop: 'stopped early: running ones write a checkpoint first, and what they reached counts',
  cancel: 'cancelled; what they wrote is kept',
  skip: 'skipped; the others go on',
};

/** One order to every trial of a stored selection. Those that cannot take it stay as they are, and the report says why. */
export async function orderSelection(
  sql: Sql,
  sweep: SweepRecord,
  { order, selectionId }: { order: TrialOrder; selectionId: number },
): Promise<Outcome> {
  const numbers = await selectedNumbers(sql, sweep, selectionId);
  const trials = await sql<TrialRecord[]>`
    select * from trials where sweep_id = ${sweep.id} and number = any(${numbers}::integer[])
    order by number for no key update`;
  const verdicts = await orderTrials(sql, trials, order);
  const items = trials.map(({ number }, index) => {
    const verdict = verdicts[index]!;
    const outcome = verdict.kind === 'wanted' || verdict.kind === 'moved' ? ('done' as const) : verdict.kind;
    return { number, outcome, words: verdict.words, ...(verdict.kind === 'refused' && { hint: verdict.hint }) };
  });
  await saveReport(sql, selectionId, items);
  const count = (outcome: string) => items.filter((item) => item.outcome === outcome).length;
  const words = [
    count('done') === 0
      ? `Nothing was done to any of ${trialsInWords(items.length)}`
      : `${trialsInWords(count('done'))} of ${items.length} ${done[order]}`,
    ...(count('already') > 0 ? [`${count('already')} had ended already`] : []),
    ...(count('refused') > 0 ? [`${count('refused')} refused, and left as they are`] : []),
  ];
  return { state: sweep.state, message: words.join('; '), trials: count('done'), selectionId };
}
