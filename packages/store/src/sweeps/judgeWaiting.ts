import type { EarlyTerminate } from '@seesaw/shared/earlyTerminate';
import type { Judge, Standing } from '@seesaw/shared/standing';
import type { Sql } from '../connection/database.ts';
import type { SweepRecord } from '../tables/sweepTables.ts';
import type { TrialRecord } from '../tables/trialTables.ts';
import { lockTrialsIn } from '../trials/lockTrial.ts';
import { moveTrials } from '../trials/moveTrial.ts';
import { standingsAt } from './standings.ts';
import { isUndecided, letPass } from './waitingTrials.ts';

/**
 * Decides about the trials that wait at a decision step, by number, under the lock on the sweep. Those that go on get their
 * step marked as passed, those that do not are stopped early. Answers the trials that are left undecided.
 */
export async function judgeWaiting(sql: Sql, sweep: SweepRecord, judge: Judge): Promise<TrialRecord[]> {
  const rule = sweep.definition.earlyTerminate ?? null;
  if (rule === null) return [];
  const undecided: TrialRecord[] = [];
  const passing: TrialRecord[] = [];
  const atStep = new Map<number, readonly Standing[]>();
  for (const trial of (await lockTrialsIn(sql, sweep.id, ['waiting'])).filter(isUndecided)) {
    const standings = atStep.get(trial.step) ?? (await judgedStandings(sql, sweep, rule, trial.step));
    atStep.set(trial.step, standings);
    const decision = judge(rule, sweep.definition.metric.goal, trial.number, standings);
    if (decision.kind === 'wait') undecided.push(trial);
    else if (decision.kind === 'continue') passing.push(trial);
    else await stopEarly(sql, [trial], decision.why);
  }
  await letPass(sql, passing);
  return undecided;
}

/** Nobody is left who could change what they wait for. */
export async function stopUndecided(sql: Sql, undecided: readonly TrialRecord[]): Promise<void> {
  await stopEarly(sql, undecided, 'better trials were promoted, and no other one is left to come');
}

async function stopEarly(sql: Sql, trials: readonly TrialRecord[], why: string): Promise<void> {
  await moveTrials(
    sql,
    trials,
    'stopped-early',
    (trial) => `Trial ${trial.number} stopped at step ${trial.step}: ${why}`,
  );
}

/** Halving and thresholds look at one step; the others at what led there. */
function judgedStandings(sql: Sql, sweep: SweepRecord, rule: EarlyTerminate, step: number): Promise<Standing[]> {
  const metric = rule.type === 'threshold' ? rule.metric : sweep.definition.metric.name;
  const looksBack = rule.type === 'median' || rule.type === 'patience';
  return standingsAt(sql, sweep, {
    metric,
    step,
    ...(looksBack && { since: 0 }),
    ...(rule.type === 'patience' && { earlierTo: step - rule.steps }),
  });
}
