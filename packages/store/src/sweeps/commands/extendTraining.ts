import type { Scalar } from '@seesaw/shared/hyperparameter';
import { isResult, trialStates } from '@seesaw/shared/trialState';
import type { Extension } from '@seesaw/shared/workflows';
import type { Sql } from '../../connection/database.ts';
import type { SweepRecord } from '../../tables/sweepTables.ts';
import type { TrialRecord } from '../../tables/trialTables.ts';
import { changeConfigs } from '../../trials/changeConfigs.ts';
import { lockTrialsIn } from '../../trials/lockTrial.ts';
import { moveTrials } from '../../trials/moveTrial.ts';
import { refuseBecause, trialsInWords } from './outcome.ts';

/** Every trial but skipped ones, so that a retry of a failed one trains as far as the others. */
const extendable = trialStates.filter((state) => state !== 'skipped');

/**
 * Moves the last step of every trial of a locked sweep. Completed and stopped-early trials are pending: they continue from
 * their newest checkpoint. Running ones go on when they reach the old last step. The others learn it when they start.
 */
export async function extendTraining(
  sql: Sql,
  sweep: SweepRecord,
  { steps, from = 'checkpoint', schedules = [] }: Extension & { steps: number },
): Promise<{ trials: number; message: string }> {
  const before = sweep.definition.base.steps;
  if (before === undefined || sweep.definition.space.some(({ name }) => name === 'steps')) {
    refuseBecause(
      sweep,
      'it varies steps, so there is no one last step to move',
      'widen the bounds of steps, or clone it',
    );
  }
  const all = await lockTrialsIn(sql, sweep.id, extendable);
  if (steps <= Number(before)) {
    refuseBecause(sweep, `its trials train ${before} steps already`, `give more than ${before} steps`);
  }
  const shorter = all.filter((trial) => trial.config.steps < steps);
  const ended = shorter.filter(({ state }) => isResult(state));
  const alive = shorter.filter(({ state }) => state === 'running' || state === 'waiting');
  await changeConfigs(sql, shorter, (config) => ({ ...config, steps }));
  const how = from === 'scratch' ? 'starts over' : 'goes on from its newest checkpoint';
  await moveTrials(
    sql,
    ended,
    'pending',
    (trial) => `Trial ${trial.number} was ${trial.state} at step ${trial.step}; extended to step ${steps}, it ${how}`,
  );
  await sql`
    update trials set from_scratch = ${from === 'scratch'}, wanted = 'run', passed_step = greatest(passed_step, step)
    where id = any(${ended.map((trial) => trial.id)}::integer[])`;
  await sql`
    update trials set goes_on = true, from_scratch = ${from === 'scratch'}
    where id = any(${alive.map((trial) => trial.id)}::integer[])`;
  const touched = ended.length + alive.length;
  const start = from === 'scratch' ? 'start over' : 'continue from their newest checkpoint';
  const running = alive.length === 0 ? '' : `, ${alive.length} that run go on to it`;
  const message =
    `${trialsInWords(ended.length)} ${start} to step ${steps} (${before} before)${running}` +
    (from === 'scratch' ? '' : exactness([...ended, ...alive], { schedules, before: Number(before), sweep }));
  return { trials: touched, message };
}

/** Whether the extended trials equal ones that had the new last step from the start, in words. */
function exactness(
  trials: readonly TrialRecord[],
  {
    schedules,
    before,
    sweep,
  }: {
    schedules: readonly { readonly name: string; readonly neutral: Scalar }[];
    before: number;
    sweep: SweepRecord;
  },
): string {
  if (trials.length === 0) return '';
  if (sweep.definition.pbt) {
    return `. Not the same as a longer training from the start: nobody was judged at step ${before}, which was the last one`;
  }
  const stretched = schedules.filter(({ name, neutral }) =>
    trials.some(({ config }) => config.values[name] !== undefined && config.values[name] !== neutral),
  );
  if (stretched.length === 0) return ', bit for bit as if they had had this last step from the start';
  const names = stretched.map(({ name }) => name).join(', ');
  return (
    `. Not the same as a longer training from the start: ${names} stretches over all steps, so up to step ${before} they ` +
    'followed the shorter schedule and from there on they follow the longer one; from: scratch trains them anew'
  );
}
