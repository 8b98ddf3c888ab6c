import type { NextTrials } from '@seesaw/shared/activities';
import { repeatOf } from '@seesaw/shared/configOf';
import { SeesawError } from '@seesaw/shared/errors';
import type { Known } from '@seesaw/shared/known';
import { placeOf } from '@seesaw/shared/placeOf';
import { pointOf } from '@seesaw/shared/pointOf';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import { usesResults } from '@seesaw/shared/searchSpace';
import { isEndedSweep } from '@seesaw/shared/sweepState';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import type { OpenTrial } from '@seesaw/shared/workflows';
import { type Database, type Sql, transaction } from '../connection/database.ts';
import { addEvents } from '../events/addEvent.ts';
import type { NextTrialsInput, Suggest } from '../suggestPort.ts';
import type { SweepRecord } from '../tables/sweepTables.ts';
import type { TrialRecord } from '../tables/trialTables.ts';
import { configHash } from '../trials/configHash.ts';
import { lockTrialsIn } from '../trials/lockTrial.ts';
import { moveTrials } from '../trials/moveTrial.ts';
import { aliveSlots } from '../workers/aliveSlots.ts';
import { breakWhenTooManyFailed } from './breaker.ts';
import { evolveGeneration } from './evolveGeneration.ts';
import { judgeWaiting, stopUndecided } from './judgeWaiting.ts';
import { lockSweep } from './lockSweep.ts';
import { type RaceNow, raceRepeats, unjudgedRepeats } from './raceRepeats.ts';
import { knownResults, noteResults } from './searchResults.ts';
import { stopByRule } from './stopRules.ts';

/**
 * What to launch now. The lock on the sweep makes numbering a queue of one: two callers at once get the same trials, or each
 * other's as pending ones, never a gap or a duplicate.
 */
export async function nextTrials(
  database: Database,
  { sweepId, open, count: free, ahead = 0, suggest, judge = goOn, evolve = () => [], race = goOn }: NextTrialsInput,
): Promise<NextTrials> {
  return transaction(database, async (tx) => {
    const sweep = await lockSweep(tx, sweepId);
    const { concurrency } = sweep;
    const count = free + (mayRunAhead(sweep.definition) ? ahead : 0);
    const isOpen = new Set(open);
    if (sweep.state !== 'running') {
      const over = isEndedSweep(sweep.state) || sweep.state === 'stopping' || sweep.state === 'cancelling';
      return { trials: [], exhausted: over, concurrency };
    }
    if (await breakWhenTooManyFailed(tx, sweep, open)) return { trials: [], exhausted: true, concurrency };
    if (await stopByRule(tx, sweep)) return { trials: [], exhausted: true, concurrency, stopped: true };

    // A pause that was taken back may have reached a trial all the same; in a running sweep nothing stays paused.
    const paused = (await lockTrialsIn(tx, sweepId, ['paused'])).filter((trial) => !isOpen.has(trial.number));
    await moveTrials(tx, paused, 'pending', (trial) => `Trial ${trial.number} goes on: its sweep is running`);

    const { pbt } = sweep.definition;
    const undecided = pbt ? await evolveGeneration(tx, sweep, pbt, evolve) : await judgeWaiting(tx, sweep, judge);
    const racing = await raceRepeats(tx, sweep, { open: isOpen, race });
    const waiting = (await launchable(tx, sweepId)).filter((trial) => !isOpen.has(trial.number));
    const ready = waiting.filter((trial) => !racing.held.has(trial.number));
    const suggested = await suggestTrials(tx, sweep, { count: count - ready.length, suggest, racing });
    // What waits for the race is launched all the same before a place stays empty.
    const held = [...waiting.filter((trial) => racing.held.has(trial.number)), ...suggested.held];
    const trials = [...ready, ...suggested.ready, ...held].slice(0, Math.max(0, count));
    if (suggested.exhausted && trials.length === 0 && open.length === 0) await stopUndecided(tx, undecided.splice(0));
    const left = ready.length + suggested.ready.length + held.length - trials.length;
    const exhausted = suggested.exhausted && left === 0 && undecided.length === 0;
    const mayQueue = mayRunAhead(sweep.definition) && (await slotsBound(tx, sweep));
    return {
      trials: await countLaunches(tx, trials, waiting),
      exhausted,
      concurrency,
      ...(mayQueue && { mayQueue }),
    };
  });
}

/** Whether the pool has slots, but in them no more places than trials of the sweep may run at once. */
async function slotsBound(sql: Sql, { definition, concurrency }: SweepRecord): Promise<boolean> {
  const slots = await aliveSlots(sql, definition.pool);
  return slots > 0 && slots * (definition.pack ?? 1) <= concurrency;
}

/** What was handed out ahead would be launched although the search or the sweep should know better by then. */
function mayRunAhead(sweep: ResolvedSweep): boolean {
  const { method, maxFailed, maxFailedRate, maxHours, metric, race } = sweep;
  if (race !== undefined) return false;
  const mayEndEarly = maxFailed !== null || maxFailedRate !== null || maxHours !== null || metric.target !== undefined;
  return !usesResults(method) && !mayEndEarly && (sweep.earlyTerminate ?? sweep.pbt ?? null) === null;
}

function goOn(): { kind: 'continue' } {
  return { kind: 'continue' };
}

/** Promoted trials first: what was begun is finished. */
async function launchable(sql: Sql, sweepId: string): Promise<OpenTrial[]> {
  const rows = await sql<(OpenTrial & Pick<TrialRecord, 'pool' | 'maxAttempts'>)[]>`
    select id as trial_id, number, pool, max_attempts from trials
    where sweep_id = ${sweepId} and (state = 'pending' or (state = 'waiting' and passed_step >= step))
    order by state desc, number`;
  return rows.map(({ trialId, number, pool, maxAttempts }) => ({
    trialId,
    number,
    ...(pool !== null && { pool }),
    ...(maxAttempts !== null && { maxAttempts }),
  }));
}

/** Each time a trial is handed out again, its segments get higher order numbers than ever before. */
async function countLaunches(
  sql: Sql,
  trials: readonly OpenTrial[],
  known: readonly OpenTrial[],
): Promise<OpenTrial[]> {
  const knownIds = new Set(known.map(({ trialId }) => trialId));
  const again = trials.flatMap(({ trialId }) => (knownIds.has(trialId) ? [trialId] : []));
  if (again.length === 0) return [...trials];
  const rows = await sql<{ id: number; launches: number }[]>`
    update trials set launches = launches + 1 where id = any(${again}::integer[]) returning id, launches`;
  const launches = new Map(rows.map((row) => [row.id, row.launches]));
  return trials.map((trial) => {
    const launch = launches.get(trial.trialId);
    return launch === undefined ? trial : { ...trial, launch };
  });
}

/**
 * Numbers new trials until `count` of them may be launched at once. All trials of a point are numbered together, so that they
 * follow one another and train the same point, whatever becomes known before the last of them begins.
 */
async function suggestTrials(
  sql: Sql,
  sweep: SweepRecord,
  { count, suggest, racing }: { count: number; suggest: Suggest; racing: RaceNow },
): Promise<{ ready: OpenTrial[]; held: OpenTrial[]; exhausted: boolean }> {
  const { definition } = sweep;
  const configs: TrialConfig[] = [];
  const held = new Set<number>();
  let ended = sweep.searchEnded;
  const { seen, known } = await whatIsKnown(sql, sweep, ended || count < 1);
  while (!ended) {
    const number = sweep.lastNumber + configs.length + 1;
    const { first } = placeOf(definition, number);
    if (configs.length - held.size >= count && first === number) break;
    const config = number > sweep.plannedTrials ? 'exhausted' : await next(number, first);
    if (config === 'exhausted') ended = true;
    else {
      configs.push(config);
      known.open.push({ number, point: pointOf(definition, config) });
      if (racing.isOn && number - first >= unjudgedRepeats) held.add(number);
    }
  }
  const lastNumber = sweep.lastNumber + configs.length;
  ended ||= lastNumber >= sweep.plannedTrials;
  if (configs.length > 0 || ended !== sweep.searchEnded) {
    await sql`update sweeps set last_number = ${lastNumber}, search_ended = ${ended} where id = ${sweep.id}`;
  }
  const trials = await insertTrials(sql, sweep, configs, seen);
  return {
    ready: trials.filter(({ number }) => !held.has(number)),
    held: trials.filter(({ number }) => held.has(number)),
    exhausted: ended,
  };

  async function next(number: number, first: number): Promise<TrialConfig | 'exhausted'> {
    if (first === number) return suggest(definition, number, known);
    const config = configs[first - sweep.lastNumber - 1] ?? (await configOfTrial(sql, sweep.id, first));
    return repeatOf(definition, config, number);
  }
}

/** Of a point that was begun before, in a plan that ended in the middle of it. */
async function configOfTrial(sql: Sql, sweepId: string, number: number): Promise<TrialConfig> {
  const [row] = await sql<{ config: TrialConfig }[]>`
    select config from trials where sweep_id = ${sweepId} and number = ${number}`;
  if (row !== undefined) return row.config;
  throw new SeesawError('internal', `Sweep ${sweepId} has no trial ${number}`, { facts: { sweepId } });
}

async function whatIsKnown(
  sql: Sql,
  sweep: SweepRecord,
  nothingAsked: boolean,
): Promise<{ seen: number; known: { results: Known['results']; open: Known['open'][number][] } }> {
  if (nothingAsked || !usesResults(sweep.definition.method)) return { seen: 0, known: { results: [], open: [] } };
  const seen = await noteResults(sql, sweep.id);
  const { results, open } = await knownResults(sql, { sweepId: sweep.id, seen, number: sweep.lastNumber + 1 });
  return { seen, known: { results, open: [...open] } };
}

async function insertTrials(
  sql: Sql,
  sweep: SweepRecord,
  configs: readonly TrialConfig[],
  seen: number,
): Promise<OpenTrial[]> {
  if (configs.length === 0) return [];
  const rows = configs.map((config, index) => ({
    number: sweep.lastNumber + index + 1,
    point: pointOf(sweep.definition, config),
    config,
    hash: configHash(config),
    ...pointIn(sweep, sweep.lastNumber + index + 1),
  }));
  const trials = await sql<OpenTrial[]>`
    insert into trials (sweep_id, number, point, config, config_hash, seen_results, point_number)
    select ${sweep.id}, r.number, r.point, r.config, r.hash, coalesce(f.seen_results, ${seen}::integer), r.place
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r(number integer, point jsonb, config jsonb, hash text, place integer, first integer)
    left join trials f on f.sweep_id = ${sweep.id} and f.number = r.first
    order by r.number
    returning id as trial_id, number`;
  await addEvents(
    sql,
    trials.map(({ trialId, number }) => ({
      kind: 'trial.created',
      sweepId: sweep.id,
      trialId,
      trialNumber: number,
      message: `Trial ${number} of ${sweep.plannedTrials} suggested`,
      data: { point: rows[number - sweep.lastNumber - 1]?.point },
    })),
  );
  return [...trials].sort((a, b) => a.number - b.number);
}

/** Another trial of a point saw what its first one saw. */
function pointIn({ definition }: SweepRecord, number: number): { place: number | null; first: number | null } {
  const { point, first } = placeOf(definition, number);
  return (definition.repeats ?? 1) === 1 ? { place: null, first: null } : { place: point, first };
}
