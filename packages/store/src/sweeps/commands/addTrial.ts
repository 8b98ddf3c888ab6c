import { configOf } from '@seesaw/shared/configOf';
import { placeOf } from '@seesaw/shared/placeOf';
import { pointOf } from '@seesaw/shared/pointOf';
import type { Point } from '@seesaw/shared/searchSpace';
import { isEndedSweep } from '@seesaw/shared/sweepState';
import type { Sql } from '../../connection/database.ts';
import { addEvents } from '../../events/addEvent.ts';
import type { SweepRecord } from '../../tables/sweepTables.ts';
import { configHash } from '../../trials/configHash.ts';
import { failedTooMany } from '../breaker.ts';
import { amendDefinition } from '../definitions.ts';
import { moveSweep } from '../moveSweep.ts';
import { type Outcome, refuse, refuseBecause, refusePopulation } from './outcome.ts';

/**
 * A point that a person picked: a trial, or where points are repeated one for each repeat, numbered like a suggestion and
 * planned beside what the search plans. An ended sweep is running again. Each trial has a training seed of its own unless the
 * point or the sweep sets one.
 */
export async function addTrial(sql: Sql, sweep: SweepRecord, values: Point): Promise<Outcome> {
  if (sweep.state === 'stopping' || sweep.state === 'cancelling') {
    refuse(sweep, 'given more trials', `wait until it is ${sweep.state === 'stopping' ? 'stopped' : 'cancelled'}`);
  }
  refusePopulation(sweep);
  if ((await failedTooMany(sql, sweep)) !== undefined) {
    refuseBecause(sweep, 'so many of its trials failed that it would fail at once', 'retry the failed ones first');
  }
  const { repeats = 1, handPicked = [] } = sweep.definition;
  if (repeats > 1 && values.seed !== undefined) {
    refuseBecause(sweep, `each point is trained on ${repeats} seeds of its own`, 'leave out seed');
  }
  const numbers = Array.from({ length: repeats }, (_, index) => sweep.lastNumber + 1 + index);
  const planned = sweep.plannedTrials + repeats;
  const definition = { ...sweep.definition, plannedTrials: planned, handPicked: [...handPicked, ...numbers] };
  const rows = numbers.map((number) => {
    const config = configOf(definition, values, number);
    const place = repeats === 1 ? null : placeOf(definition, number).point;
    return { number, place, config, hash: configHash(config), point: { ...pointOf(definition, config), ...values } };
  });
  await refuseDuplicates(
    sql,
    sweep,
    rows.map(({ hash }) => hash),
  );
  await amendDefinition(sql, sweep, definition);
  await sql`update sweeps set last_number = ${numbers.at(-1)!} where id = ${sweep.id}`;
  const added = await sql<{ id: number; number: number }[]>`
    insert into trials (sweep_id, number, point, config, config_hash, origin, point_number)
    select ${sweep.id}, r.number, r.point, r.config, r.hash, 'person', r.place
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r(number integer, point jsonb, config jsonb, hash text, place integer)
    order by r.number
    returning id, number`;
  await addEvents(
    sql,
    added.map(({ id, number }) => ({
      kind: 'trial.created',
      sweepId: sweep.id,
      trialId: id,
      trialNumber: number,
      message: `Trial ${number} added by a person`,
      data: { point: rows[0]?.point },
    })),
  );
  const ended = isEndedSweep(sweep.state);
  if (ended) await moveSweep(sql, sweep, 'running', `Sweep ${sweep.name} is running again: a trial was added`);
  const told = Object.entries(rows[0]?.point ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
  const when =
    sweep.state === 'paused' || sweep.state === 'pausing' ? 'once the sweep is resumed' : 'when a place is free';
  const [first = 1] = numbers;
  const who =
    repeats === 1
      ? `Trial ${first} added (${told}); it starts`
      : `Trials ${first} to ${numbers.at(-1)} added, ${repeats} seeds of one point (${told}); they start`;
  const message = `${who} ${when}. The search goes on as planned, ${planned} trials in all`;
  return { state: ended ? 'running' : sweep.state, message, trials: repeats, number: first };
}

async function refuseDuplicates(sql: Sql, sweep: SweepRecord, hashes: readonly string[]): Promise<void> {
  const [alike] = await sql<{ number: number; state: string }[]>`
    select number, state from trials where sweep_id = ${sweep.id} and config_hash = any(${hashes as string[]}::text[])
    order by number limit 1`;
  if (alike === undefined) return;
  refuseBecause(
    sweep,
    `trial ${alike.number} (${alike.state}) has exactly this configuration, training seed included`,
    `retry trial ${alike.number}, or give another seed`,
  );
}
