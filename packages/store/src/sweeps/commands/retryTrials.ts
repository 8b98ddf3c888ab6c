import { isEndedSweep } from '@seesaw/shared/sweepState';
import { type RetryableTrialState, retryableTrialStates, type TrialState } from '@seesaw/shared/trialState';
import type { RetrySettings, SweepCommand } from '@seesaw/shared/workflows';
import type { Sql } from '../../connection/database.ts';
import type { SweepRecord } from '../../tables/sweepTables.ts';
import type { TrialRecord } from '../../tables/trialTables.ts';
import { changeConfigs } from '../../trials/changeConfigs.ts';
import { lockTrialsIn } from '../../trials/lockTrial.ts';
import { moveTrials } from '../../trials/moveTrial.ts';
import { moveSweep } from '../moveSweep.ts';
import { saveReport, selectedNumbers } from '../selections.ts';
import { type Outcome, refuse, trialsInWords } from './outcome.ts';

type Retry = Extract<SweepCommand, { kind: 'retry' }>;

/**
 * Failed trials (or the wished states of a selection) become pending, with the changed settings; an ended sweep is running
 * again. A sweep that a person stopped or cancelled runs only these; one that ended by its breaker goes on with its plan.
 */
export async function retryTrials(sql: Sql, sweep: SweepRecord, command: Retry): Promise<Outcome> {
  if (sweep.state === 'stopping' || sweep.state === 'cancelling') {
    refuse(sweep, 'retried', `wait until it is ${sweep.state === 'stopping' ? 'stopped' : 'cancelled'}`);
  }
  const { from, settings = {} } = command;
  const start = from === 'scratch' ? 'from scratch' : 'from its newest checkpoint';
  const { retried, leftAlone } = await chosenTrials(sql, sweep, { ...command, start });
  const stay = leftAlone === 1 ? 'stays as it is' : 'stay as they are';
  const rest = leftAlone === 0 ? '' : `; ${trialsInWords(leftAlone)} of the chosen cannot be retried and ${stay}`;
  const { selectionId } = command;
  const about = selectionId === undefined ? {} : { selectionId };
  if (retried.length === 0) {
    const others = selectionId === undefined ? await othersInWords(sql, sweep, wishedStates(command)) : '';
    return { state: sweep.state, message: `There is nothing to retry${others}${rest}`, trials: 0, ...about };
  }
  await moveTrials(
    sql,
    retried,
    'pending',
    (trial) => `Trial ${trial.number} is retried ${start}; it was ${trial.state}`,
  );
  await sql`
    update trials set from_scratch = ${from === 'scratch'}, wanted = 'run', last_error = null,
      pool = coalesce(${settings.pool ?? null}, pool), max_attempts = coalesce(${settings.maxAttempts ?? null}, max_attempts)
    where id = any(${retried.map((trial) => trial.id)}::integer[])`;
  const { checkpoint } = settings;
  if (checkpoint !== undefined) {
    await changeConfigs(sql, retried, (config) => ({
      ...config,
      checkpoint: {
        everySteps: checkpoint.everySteps ?? config.checkpoint.everySteps,
        keep: checkpoint.keep ?? config.checkpoint.keep,
      },
    }));
  }
  if (isEndedSweep(sweep.state))
    await moveSweep(sql, sweep, 'running', `Sweep ${sweep.name} is running again: trials are retried`);
  const state = isEndedSweep(sweep.state) ? 'running' : sweep.state;
  const where = from === 'scratch' ? 'from scratch' : 'from the newest checkpoint';
  const message = `Retrying ${trialsInWords(retried.length)} ${where}${settingsInWords(settings)}${rest}`;
  return { state, message, trials: retried.length, ...about };
}

function wishedStates({ states, selectionId }: Pick<Retry, 'states' | 'selectionId'>): readonly RetryableTrialState[] {
  return states ?? (selectionId === undefined ? ['failed'] : retryableTrialStates);
}

/** Who retries nothing may have meant the trials in another state: `: no trial is failed, but 3 are cancelled`. */
async function othersInWords(sql: Sql, sweep: SweepRecord, wished: readonly RetryableTrialState[]): Promise<string> {
  const others = retryableTrialStates.filter((state) => !wished.includes(state));
  const counts = await sql<{ state: TrialState; count: number }[]>`
    select state, count(*)::integer as count from trials where sweep_id = ${sweep.id} and state = any(${others}::text[])
    group by state order by state`;
  if (counts.length === 0) return '';
  const there = counts.map(({ state, count }) => `${count} ${count === 1 ? 'is' : 'are'} ${state}`).join(', ');
  return `: no trial is ${wished.join(' or ')}, but ${there}`;
}

/** `leftAlone` counts those of a selection that are in another state than wished; the report says which and why. */
async function chosenTrials(
  sql: Sql,
  sweep: SweepRecord,
  { selectionId, states, start }: Retry & { start: string },
): Promise<{ retried: TrialRecord[]; leftAlone: number }> {
  const wished = wishedStates({ states, selectionId });
  const candidates = await lockTrialsIn(sql, sweep.id, wished);
  if (selectionId === undefined) return { retried: candidates, leftAlone: 0 };
  const chosen = new Set(await selectedNumbers(sql, sweep, selectionId));
  const retried = candidates.filter((trial) => chosen.has(trial.number));
  const standing = await sql<{ number: number; state: TrialState }[]>`
    select number, state from trials where sweep_id = ${sweep.id} and number = any(${[...chosen]}::integer[])
    order by number`;
  const again = new Set(retried.map(({ number }) => number));
  await saveReport(
    sql,
    selectionId,
    standing.map(({ number, state }) =>
      again.has(number)
        ? { number, outcome: 'done', words: `was ${state} and is retried ${start}` }
        : { number, outcome: 'refused', words: `is ${state}`, hint: `only ${wished.join(', ')} ones are retried` },
    ),
  );
  return { retried, leftAlone: chosen.size - retried.length };
}

function settingsInWords({ pool, maxAttempts, checkpoint }: RetrySettings): string {
  const words = [
    ...(pool === undefined ? [] : [`on pool ${pool}`]),
    ...(checkpoint?.everySteps === undefined ? [] : [`a checkpoint every ${checkpoint.everySteps} steps`]),
    ...(checkpoint?.keep === undefined ? [] : [`the newest ${checkpoint.keep} of them kept`]),
    ...(maxAttempts === undefined ? [] : [`failed after ${maxAttempts} failures in a row`]),
  ];
  return words.length === 0 ? '' : `, ${words.join(', ')}`;
}
