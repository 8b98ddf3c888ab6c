import type { Pbt } from '@seesaw/shared/earlyTerminate';
import type { Sql } from '../connection/database.ts';
import { addEvents } from '../events/addEvent.ts';
import type { Evolve } from '../suggestPort.ts';
import type { SweepRecord } from '../tables/sweepTables.ts';
import type { TrialRecord } from '../tables/trialTables.ts';
import { configHash } from '../trials/configHash.ts';
import { lockTrialsIn } from '../trials/lockTrial.ts';
import { standingsAt } from './standings.ts';
import { isUndecided, letPass } from './waitingTrials.ts';

/**
 * Population based training goes in generations: once every trial that is left waits at the same step, the worst go on from
 * checkpoints of the best, with other hyperparameters, and all train to the next step. Because everybody waits for everybody,
 * neither the number of lanes nor what died meanwhile changes who learns from whom. Answers the trials that still wait.
 */
export async function evolveGeneration(sql: Sql, sweep: SweepRecord, pbt: Pbt, evolve: Evolve): Promise<TrialRecord[]> {
  const alive = await lockTrialsIn(sql, sweep.id, ['pending', 'running', 'waiting', 'paused']);
  const waiting = alive.filter(isUndecided);
  const step = Math.min(...waiting.map((trial) => trial.step));
  const behind = alive.some((trial) => trial.passedStep < step && !waiting.includes(trial));
  if (waiting.length === 0 || behind || !sweep.searchEnded) return waiting;

  const generation = waiting.filter((trial) => trial.step === step);
  const values = new Map(
    (await standingsAt(sql, sweep, { metric: sweep.definition.metric.name, step })).map(({ number, value }) => [
      number,
      value,
    ]),
  );
  const members = generation.map(({ number, point }) => ({ number, point, value: values.get(number) ?? null }));
  for (const exploit of evolve(sweep.definition, pbt, step, members)) {
    const trial = generation.find(({ number }) => number === exploit.number);
    const source = generation.find(({ number }) => number === exploit.from);
    if (trial !== undefined && source !== undefined) await goOnFrom(sql, { trial, source, exploit });
  }
  await letPass(sql, generation);
  return waiting.filter((trial) => trial.step !== step);
}

async function goOnFrom(
  sql: Sql,
  { trial, source, exploit }: { trial: TrialRecord; source: TrialRecord; exploit: ReturnType<Evolve>[number] },
): Promise<void> {
  // What is the trial's own stays: its training seed, its last step, its checkpoints.
  const { seed, steps, checkpoint } = trial.config;
  const config = { ...exploit.config, seed, steps, checkpoint };
  await sql`
    insert into lineage (trial_id, step, source_trial_id, point_before)
    values (${trial.id}, ${trial.step}, ${source.id}, ${JSON.stringify(trial.point)}::text::jsonb)`;
  await sql`
    update trials set point = ${JSON.stringify(exploit.point)}::text::jsonb, config = ${JSON.stringify(config)}::text::jsonb,
      config_hash = ${configHash(config)}
    where id = ${trial.id}`;
  await addEvents(sql, [
    {
      kind: 'trial.exploit',
      sweepId: trial.sweepId,
      trialId: trial.id,
      trialNumber: trial.number,
      attempt: trial.attempt,
      step: trial.step,
      message: `Trial ${trial.number} goes on from trial ${source.number} at step ${trial.step}, with other hyperparameters`,
      data: { from: source.number, before: trial.point, point: exploit.point },
    },
  ]);
}
