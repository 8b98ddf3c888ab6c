import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import { maxRunCap } from '@seesaw/shared/sweepFileDefaults';
import { gridSize } from '@seesaw/shared/sweepFileGrid';
import { isEndedSweep } from '@seesaw/shared/sweepState';
import { widenSpace } from '@seesaw/shared/widenSpace';
import type { Extension } from '@seesaw/shared/workflows';
import type { Sql } from '../../connection/database.ts';
import type { SweepRecord } from '../../tables/sweepTables.ts';
import { failedTooMany } from '../breaker.ts';
import { changeDefinition } from '../definitions.ts';
import { moveSweep } from '../moveSweep.ts';
import { extendTraining } from './extendTraining.ts';
import { type Outcome, refuse, refuseBecause, refusePopulation, trialsInWords } from './outcome.ts';

/**
 * More trials, a later last step, a wider space: all of it or nothing. An ended sweep is running again; `trials` reopens its
 * search, also of one that a person stopped or cancelled (what was left of the plan then stays dropped).
 */
export async function extendSweep(sql: Sql, sweep: SweepRecord, extension: Extension): Promise<Outcome> {
  const { trials, steps, bounds } = extension;
  if (sweep.state === 'stopping' || sweep.state === 'cancelling') {
    refuse(sweep, 'extended', `wait until it is ${sweep.state === 'stopping' ? 'stopped' : 'cancelled'}`);
  }
  if (trials === undefined && steps === undefined && bounds === undefined) {
    refuseBecause(sweep, 'nothing was asked for', 'give trials, steps or bounds');
  }
  if (trials !== undefined || bounds !== undefined) refusePopulation(sweep);
  if ((await failedTooMany(sql, sweep)) !== undefined) {
    refuseBecause(sweep, 'so many of its trials failed that it would fail at once', 'retry the failed ones first');
  }
  const widened = bounds === undefined ? sweep.definition : widenedDefinition(sweep, bounds);
  const planned = morePlanned(sweep, widened, trials);
  const reopened = trials !== undefined || planned > sweep.plannedTrials;
  if (bounds !== undefined && sweep.searchEnded && !reopened) {
    refuseBecause(sweep, 'its search has ended, so nothing is drawn from wider bounds', 'add trials: --trials +10');
  }
  const longer = steps === undefined ? undefined : await extendTraining(sql, sweep, { ...extension, steps });
  const definition: ResolvedSweep = {
    ...widened,
    plannedTrials: planned,
    ...(steps !== undefined && { base: { ...widened.base, steps } }),
  };
  await changeDefinition(sql, sweep, definition);
  if (reopened) await sql`update sweeps set search_ended = false where id = ${sweep.id}`;

  const ended = isEndedSweep(sweep.state);
  if (ended) await moveSweep(sql, sweep, 'running', `Sweep ${sweep.name} is running again: it was extended`);
  const words = [
    ...(reopened
      ? [`${trialsInWords(planned - sweep.lastNumber)} to come, ${planned} in all (${sweep.plannedTrials} before)`]
      : []),
    ...(bounds === undefined ? [] : [`trials from number ${sweep.lastNumber + 1} on are drawn from the wider space`]),
    ...(longer === undefined ? [] : [longer.message]),
  ];
  const message = `Extended: ${words.join('; ')}. Everything so far is kept`;
  return { state: ended ? 'running' : sweep.state, message, trials: longer?.trials ?? 0 };
}

function widenedDefinition(sweep: SweepRecord, bounds: NonNullable<Extension['bounds']>): ResolvedSweep {
  const { definition } = sweep;
  const widened = widenSpace(definition.space, definition.method, bounds);
  if (!widened.ok) refuseBecause(sweep, widened.message, widened.hint);
  // The schema has mutable arrays where the search space has read-only ones.
  return { ...definition, space: widened.space as ResolvedSweep['space'] };
}

/** Definitions of before there were constraints and repeats have neither. */
function trialsOfGrid({ space, constraints = [], repeats = 1 }: ResolvedSweep): number {
  return gridSize(space, constraints) * repeats;
}

/** How many trials the sweep plans from now on. */
function morePlanned(sweep: SweepRecord, definition: ResolvedSweep, trials: number | undefined): number {
  const { plannedTrials, lastNumber, searchEnded } = sweep;
  const size =
    definition.method === 'grid' ? trialsOfGrid(definition) + (definition.handPicked?.length ?? 0) : maxRunCap;
  const givenUp = searchEnded && lastNumber < plannedTrials;
  if (trials === undefined) {
    const before = trialsOfGrid(sweep.definition);
    const grows = definition.method === 'grid' && !givenUp && Number.isFinite(before);
    return plannedTrials + (grows ? trialsOfGrid(definition) - before : 0);
  }
  // A person who ended the search gave up the rest of its plan: more means more than there is.
  const from = searchEnded ? lastNumber : plannedTrials;
  if (from + trials <= size) return from + trials;
  const left = size - from;
  if (definition.method !== 'grid')
    refuseBecause(sweep, `a sweep has at most ${maxRunCap} trials`, 'create another one');
  return refuseBecause(
    sweep,
    left <= 0
      ? `its grid is exhausted: all ${size} points are planned already`
      : `its grid has only ${left} more of ${size} points`,
    left <= 0
      ? `add values to its first axis (${definition.space[0]?.name}) with --bounds, or clone it with method: random`
      : `extend it by ${left}`,
  );
}
