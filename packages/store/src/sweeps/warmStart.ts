import { SeesawError } from '@seesaw/shared/errors';
import type { Known } from '@seesaw/shared/known';
import { type Objective, objectivesOf } from '@seesaw/shared/objective';
import type { WarmSource } from '@seesaw/shared/records';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import { isEndedSweep, type SweepState } from '@seesaw/shared/sweepState';
import { type EarlierTrial, fitEarlier, type WarmResult } from '@seesaw/shared/warmStart';
import type { Sql } from '../connection/database.ts';
import { lastValues } from './objectiveValues.ts';

/** What a sweep knows from the start. */
export interface WarmStart {
  readonly known: Known['results'];
  readonly sources: readonly WarmSource[];
}

/**
 * What the sweeps that a new one names know about its space, as it stands now.
 *
 * @throws SeesawError 'invalid-sweep' for a sweep that does not exist or lacks an objective of the new one; `facts.sweepId` names it
 */
export async function readWarmStart(sql: Sql, sweep: ResolvedSweep): Promise<WarmStart> {
  const sources: WarmSource[] = [];
  const results: WarmResult[] = [];
  for (const sweepId of sweep.warmStart?.sweeps ?? []) {
    const found = await readSource(sql, sweep, sweepId);
    sources.push(found.source);
    results.push(...found.results);
  }
  return { known: results.map((result, index) => knownResult(result, index + 1, results.length)), sources };
}

/** Copies it for a sweep that is being created, in the same transaction. */
export async function keepWarmStart(sql: Sql, sweepId: string, sweep: ResolvedSweep): Promise<readonly WarmSource[]> {
  if ((sweep.warmStart?.sweeps.length ?? 0) === 0) return [];
  const { known, sources } = await readWarmStart(sql, sweep);
  const rows = known.map((result, index) => ({ ...result, position: index + 1 }));
  await sql`
    insert into warm_results (sweep_id, position, point, objective, objectives, n, standard_error)
    select ${sweepId}, r.position, r.point, r.objective, r.objectives, r.n, r."standardError"
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r(position integer, point jsonb, objective double precision, objectives double precision[], n integer,
        "standardError" double precision)`;
  await sql`update sweeps set warm_sources = ${JSON.stringify(sources)}::text::jsonb where id = ${sweepId}`;
  return sources;
}

/** As they were copied. */
export async function warmResults(sql: Sql, sweepId: string): Promise<Known['results']> {
  const rows = await sql<WarmResult[]>`
    select point, objective, objectives, n, standard_error from warm_results where sweep_id = ${sweepId} order by position`;
  return rows.map((row, index) => knownResult(row, index + 1, rows.length));
}

/** Numbered up to 0: before every trial of the sweep. */
function knownResult(
  { point, objective, objectives, n, standardError }: WarmResult,
  position: number,
  count: number,
): Known['results'][number] {
  return {
    ...{ number: position - count, point, objective, n },
    ...(objectives !== null && { objectives }),
    ...(standardError !== null && { standardError }),
  };
}

async function readSource(
  sql: Sql,
  sweep: ResolvedSweep,
  sweepId: string,
): Promise<{ source: WarmSource; results: WarmResult[] }> {
  const [row] = await sql<{ name: string; state: SweepState; definition: ResolvedSweep }[]>`
    select name, state, definition from sweeps where id = ${sweepId}`;
  if (row === undefined) throw unfit(sweepId, `There is no sweep ${sweepId}`, 'seesaw sweep list shows the ids');
  const [own, earlier] = [objectivesOf(sweep), objectivesOf(row.definition)];
  if (!own.every(({ name, goal }) => earlier.some((other) => other.name === name && other.goal === goal))) {
    throw unfit(
      sweepId,
      `Sweep ${row.name} (${sweepId}) ${inWords(earlier)}, this one ${inWords(own)}: its results say nothing here`,
      own.length === 1 ? 'name sweeps with the same metric and goal' : 'name sweeps with the same metrics and goals',
    );
  }
  const named = sql`jsonb_array_elements(${JSON.stringify(own)}::text::jsonb)`;
  const trials = await sql<EarlierTrial[]>`
    select t.state, o.values, t.config from trials t ${lastValues(sql, named)}
    where t.sweep_id = ${sweepId} order by t.number`;
  const { results, used, leftOut } = fitEarlier(sweep, trials);
  const stillRuns = !isEndedSweep(row.state);
  const counts = { trials: trials.length, used, points: results.length };
  return { results, source: { sweepId, name: row.name, ...counts, leftOut, stillRuns } };
}

/** "minimizes eval/score and maximizes eval/modes". */
function inWords(objectives: readonly Objective[]): string {
  return objectives.map(({ name, goal }) => `${goal}s ${name}`).join(' and ');
}

function unfit(sweepId: string, message: string, hint: string): SeesawError {
  return new SeesawError('invalid-sweep', message, { facts: { sweepId, hint } });
}
