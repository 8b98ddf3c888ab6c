import { configOf } from '@seesaw/shared/configOf';
import { SeesawError } from '@seesaw/shared/errors';
import { pointOf } from '@seesaw/shared/pointOf';
import type { Point } from '@seesaw/shared/searchSpace';
import { isEndedSweep } from '@seesaw/shared/sweepState';
import type { Sql } from '../../connection/database.ts';
import { addEvent } from '../../events/addEvent.ts';
import type { SweepRecord } from '../../tables/sweepTables.ts';
import { configHash } from '../../trials/configHash.ts';
import { failedTooMany } from '../breaker.ts';
import { amendDefinition } from '../definitions.ts';
import { moveSweep } from '../moveSweep.ts';
import { type Outcome, refuse, refuseBecause } from './outcome.ts';

/**
 * A trial whose point a person picked, numbered like a suggestion and planned beside what the search plans. An ended sweep is
 * running again. It has a training seed of its own unless the point or the sweep sets one.
 */
export async function addTrial(sql: Sql, sweep: SweepRecord, values: Point): Promise<Outcome> {
  if (sweep.state === 'stopping' || sweep.state === 'cancelling') {
    refuse(sweep, 'given more trials', `wait until it is ${sweep.state === 'stopping' ? 'stopped' : 'cancelled'}`);
  }
  if ((await failedTooMany(sql, sweep)) !== undefined) {
    refuseBecause(sweep, 'so many of its trials failed that it would fail at once', 'retry the failed ones first');
  }
  const { definition } = sweep;
  if ((definition.repeats ?? 1) > 1) {
    refuseBecause(
      sweep,
      'each of its points is trained on several seeds, so one trial is no point',
      'clone it instead',
    );
  }
  const number = sweep.lastNumber + 1;
  const config = configOf(definition, values, number);
  const hash = configHash(config);
  const [alike] = await sql<{ number: number; state: string }[]>`
    select number, state from trials where sweep_id = ${sweep.id} and config_hash = ${hash} order by number limit 1`;
  if (alike !== undefined) {
    refuseBecause(
      sweep,
      `trial ${alike.number} (${alike.state}) has exactly this configuration, training seed included`,
      `retry trial ${alike.number}, or give another seed`,
    );
  }
  await amendDefinition(sql, sweep, {
    ...definition,
    plannedTrials: sweep.plannedTrials + 1,
    handPicked: [...(definition.handPicked ?? []), number],
  });
  await sql`update sweeps set last_number = ${number} where id = ${sweep.id}`;
  const point = { ...pointOf(definition, config), ...values };
  const [added] = await sql<{ id: number }[]>`
    insert into trials (sweep_id, number, point, config, config_hash, origin)
    values (${sweep.id}, ${number}, ${JSON.stringify(point)}::text::jsonb, ${JSON.stringify(config)}::text::jsonb, ${hash}, 'person')
    returning id`;
  if (added === undefined) throw new SeesawError('internal', `Trial ${number} was not stored`);
  await addEvent(sql, {
    kind: 'trial.created',
    sweepId: sweep.id,
    trialId: added.id,
    trialNumber: number,
    message: `Trial ${number} added by a person`,
    data: { point },
  });
  const ended = isEndedSweep(sweep.state);
  if (ended) await moveSweep(sql, sweep, 'running', `Sweep ${sweep.name} is running again: a trial was added`);
  const told = Object.entries(point)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
  const when =
    sweep.state === 'paused' || sweep.state === 'pausing' ? 'once the sweep is resumed' : 'when a place is free';
  const message = `Trial ${number} added (${told}); it starts ${when}. The search goes on as planned, ${sweep.plannedTrials + 1} trials in all`;
  return { state: ended ? 'running' : sweep.state, message, trials: 1, number };
}
