import { assertNever } from '@seesaw/shared/assertNever';
import type { TrialOrder } from '@seesaw/shared/selection';
import { isEndedTrial, type TrialState } from '@seesaw/shared/trialState';
import type { Sql } from '../../connection/database.ts';
import type { TrialRecord } from '../../tables/trialTables.ts';
import { moveTrials } from '../../trials/moveTrial.ts';

/** What an order does to a trial as it stands; `words` go on after "Trial 7". */
export type Verdict = { readonly words: string } & (
  | { readonly kind: 'already' }
  /** It runs: the segment hears what is wanted, and acts. */
  | { readonly kind: 'wanted'; readonly wanted: 'stop' | 'cancel' }
  | { readonly kind: 'moved'; readonly to: TrialState; readonly told: string }
  | { readonly kind: 'refused'; readonly hint: string }
);

/** Gives one order to locked trials: what each does follows from its own state. One verdict for each. */
export async function orderTrials(sql: Sql, trials: readonly TrialRecord[], order: TrialOrder): Promise<Verdict[]> {
  const verdicts = trials.map((trial) => verdictOf(order, trial));
  const idsOf = (wanted: 'stop' | 'cancel') =>
    trials.flatMap(({ id }, index) => {
      const verdict = verdicts[index];
      return verdict?.kind === 'wanted' && verdict.wanted === wanted ? [id] : [];
    });
  // Who wants it cancelled wants more than that.
  await sql`update trials set wanted = 'stop' where id = any(${idsOf('stop')}::integer[]) and wanted = 'run'`;
  await sql`update trials set wanted = 'cancel' where id = any(${idsOf('cancel')}::integer[])`;
  const moved = trials.flatMap((trial, index) => {
    const verdict = verdicts[index];
    return verdict?.kind === 'moved' ? [{ ...trial, to: verdict.to, told: verdict.told }] : [];
  });
  for (const to of new Set(moved.map((trial) => trial.to))) {
    await moveTrials(
      sql,
      moved.filter((trial) => trial.to === to),
      to,
      (trial) => `Trial ${trial.number} ${trial.told}`,
    );
  }
  return verdicts;
}

function verdictOf(order: TrialOrder, trial: Pick<TrialRecord, 'state' | 'attempt' | 'step'>): Verdict {
  switch (order) {
    case 'stop':
      return stopped(trial);
    case 'cancel':
      return cancelled(trial);
    case 'skip':
      return skipped(trial);
    default:
      return assertNever(order, 'order');
  }
}

/** A running trial checkpoints and ends as `stopped-early`: a result that counts, which *extend* can take further. */
function stopped({ state, attempt, step }: Pick<TrialRecord, 'state' | 'attempt' | 'step'>): Verdict {
  if (isEndedTrial(state)) return { kind: 'already', words: `is ${state} already` };
  if (state === 'running') {
    const words = 'writes a checkpoint and stops early; what it reached counts as its result';
    return { kind: 'wanted', wanted: 'stop', words };
  }
  if (state === 'waiting') {
    const told = `stopped early at step ${step} by a person`;
    return {
      kind: 'moved',
      to: 'stopped-early',
      told,
      words: 'is stopped early; what it reached counts as its result',
    };
  }
  const hint = attempt === 0 ? 'skip it' : 'cancel it; retry brings it back';
  return { kind: 'refused', words: `is ${state}, not running`, hint };
}

function cancelled({ state, step }: Pick<TrialRecord, 'state' | 'step'>): Verdict {
  if (isEndedTrial(state)) return { kind: 'already', words: `is ${state} already` };
  if (state === 'running') {
    return { kind: 'wanted', wanted: 'cancel', words: 'is being interrupted; what it wrote is kept' };
  }
  const told = `cancelled at step ${step}`;
  return { kind: 'moved', to: 'cancelled', told, words: 'is cancelled; what it wrote is kept' };
}

/** A trial that has not begun ends as `skipped`, for good: nothing leads out of there. Its number is not given out again. */
function skipped({ state, attempt }: Pick<TrialRecord, 'state' | 'attempt'>): Verdict {
  if (state === 'skipped') return { kind: 'already', words: 'is skipped already' };
  if (state === 'pending' && attempt === 0) {
    return { kind: 'moved', to: 'skipped', told: 'skipped by a person', words: 'is skipped; the others go on' };
  }
  const standing = state === 'pending' ? 'began already' : `is ${state}`;
  return {
    kind: 'refused',
    words: `${standing}: only one that has not begun can be skipped`,
    hint: isEndedTrial(state) ? 'it has ended' : 'stop or cancel it',
  };
}
