import type { PointStanding, Race } from '@seesaw/shared/pointStanding';
import { isEndedTrial } from '@seesaw/shared/trialState';
import type { Sql } from '../connection/database.ts';
import type { SweepRecord } from '../tables/sweepTables.ts';
import { lockTrialsIn } from '../trials/lockTrial.ts';
import { moveTrials } from '../trials/moveTrial.ts';
import { readStandingPoints } from './readPoints.ts';

/** Trials of a point that are launched without having been judged: fewer have no scatter. */
export const unjudgedRepeats = 2;

/** What the race of a sweep's points decided. */
export interface RaceNow {
  /** Trials of points to come are held back, but for the first ones of each: there is a point by which to judge them. */
  readonly isOn: boolean;
  /** Trials that wait for earlier ones of their point, by number. */
  readonly held: ReadonlySet<number>;
}

/**
 * Skips the trials that have not begun of points that are clearly worse than the best complete one, under the lock on the
 * sweep, and says which others shall wait until the earlier ones of their point have ended. What a person picked is trained
 * in any case.
 *
 * @param open numbers of trials that were launched already
 */
export async function raceRepeats(
  sql: Sql,
  sweep: SweepRecord,
  { open, race }: { open: ReadonlySet<number>; race: Race },
): Promise<RaceNow> {
  const { definition } = sweep;
  if (definition.race === undefined || (definition.repeats ?? 1) === 1) return { isOn: false, held: new Set() };
  const points = await readStandingPoints(sql, sweep);
  if (!points.some(({ complete }) => complete)) return { isOn: false, held: new Set() };

  const fresh = (await lockTrialsIn(sql, sweep.id, ['pending'])).filter(
    (trial) => trial.attempt === 0 && trial.origin === 'search' && !open.has(trial.number),
  );
  const pointOf = new Map(points.flatMap((point) => point.trials.map((number) => [number, point] as const)));
  const held = new Set<number>();
  const reasons = new Map<PointStanding, string>();
  for (const point of new Set(fresh.flatMap(({ number }) => pointOf.get(number) ?? []))) {
    const decision = race(definition, point, points);
    if (decision.kind === 'stop') reasons.set(point, decision.why);
  }
  const skipped = fresh.filter(({ number }) => reasons.has(pointOf.get(number)!));
  await moveTrials(sql, skipped, 'skipped', ({ number }) => {
    const point = pointOf.get(number)!;
    const ended = point.trials.filter((other) => other < number).join(', ');
    return `Trial ${number} skipped, as trials ${ended} say enough: ${reasons.get(point)}`;
  });
  for (const { number } of fresh) {
    const point = pointOf.get(number)!;
    const place = point.trials.indexOf(number);
    if (!reasons.has(point) && place >= unjudgedRepeats && endedCount(point) < place) held.add(number);
  }
  return { isOn: true, held };
}

function endedCount({ states }: PointStanding): number {
  return Object.entries(states).reduce(
    (sum, [state, count]) => sum + (isEndedTrial(state as keyof typeof states) ? count : 0),
    0,
  );
}
