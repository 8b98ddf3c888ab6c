import { nextDecisionStep, nextGeneration } from '@seesaw/shared/decisionStep';
import type { EarlyTerminate, Pbt } from '@seesaw/shared/earlyTerminate';
import { SeesawError } from '@seesaw/shared/errors';
import type { SweepState } from '@seesaw/shared/sweepState';
import { isEndedTrial } from '@seesaw/shared/trialState';
import { resumableCheckpoints } from '../checkpoints/readCheckpoints.ts';
import { type Database, type Sql, transaction } from '../connection/database.ts';
import { addEvent } from '../events/addEvent.ts';
import type { SegmentStart } from '../segmentPort.ts';
import type { TrialRecord } from '../tables/trialTables.ts';
import { lockTrial, trialNotFound } from '../trials/lockTrial.ts';
import { moveTrial } from '../trials/moveTrial.ts';

/** A trial that is open goes on while its sweep drains or has failed by its breaker; in a sweep at rest nothing starts. */
const sweepStatesThatRun: readonly SweepState[] = ['running', 'stopping', 'failed'];

/** Tells this advisory lock from others; the second number is the sweep. */
const placesLock = 126_879_297;

/** Raises the attempt, so that from here on every write of an older one is refused. */
export async function startSegment(
  database: Database,
  input: {
    trialId: number;
    workerId: string;
    host: string;
    slot: number;
    lane?: number;
    order?: number;
    call?: string;
  },
): Promise<SegmentStart> {
  const { trialId, workerId, host, slot, lane = null } = input;
  return transaction(database, async (tx) => {
    const sweepState = await lockSweepOf(tx, trialId);
    const trial = await lockTrial(tx, trialId);
    const asksAgain = input.call !== undefined && input.call === trial.segmentCall;
    if (!asksAgain || trial.state === 'pending') refuseStale(trial, input.order);
    await noteOrder(tx, input);
    const standing = { state: trial.state, attempt: trial.attempt, step: trial.step };
    if (isEndedTrial(trial.state)) return { kind: 'ended', ...standing };
    const wanted = trial.wanted === 'run' && trial.state !== 'paused' && sweepStatesThatRun.includes(sweepState);
    if (!wanted) return { kind: 'not-wanted', ...standing };

    if (asksAgain && trial.state === 'running') return whatToRun(tx, trial, false);
    if (trial.state !== 'running' && (await isFull(tx, trial.sweepId))) return { kind: 'full', ...standing };

    const attempt = trial.attempt + 1;
    const fromScratch = await startsFromScratch(tx, trial);
    await beginAttempt(tx, trial, { attempt, workerId, host, slot, lane, fromScratch });
    await moveTrial(tx, { ...trial, attempt }, 'running', `Trial ${trial.number} runs on ${host}`);
    await addEvent(tx, {
      kind: 'trial.attempt',
      sweepId: trial.sweepId,
      trialId,
      trialNumber: trial.number,
      attempt,
      step: trial.step,
      message: `Attempt ${attempt} of trial ${trial.number} started on ${host}`,
      data: { workerId, host, slot, ...(lane !== null && { lane }) },
    });
    return whatToRun(tx, { ...trial, attempt }, fromScratch);
  });
}

/**
 * A task can reach a trainer after it was given up: it lay in the hands of one that stood still, or was taken for lost. By
 * then a later one may train, and this one must not take the trial away from it.
 */
function refuseStale(trial: TrialRecord, order: number | undefined): void {
  if (order === undefined || order > trial.segmentOrder) return;
  throw new SeesawError(
    'superseded',
    `A segment of trial ${trial.number} that was scheduled as ${order} comes too late: one scheduled as ${trial.segmentOrder} is known`,
    { facts: { sweepId: trial.sweepId, trialId: trial.id, hint: 'nothing is lost; the later segment goes on' } },
  );
}

/** Tasks of before there were orders have none; whoever asked before one of them cannot ask again. */
async function noteOrder(
  sql: Sql,
  { trialId, order = 0, call }: { trialId: number; order?: number; call?: string },
): Promise<void> {
  await sql`
    update trials set segment_order = greatest(segment_order, ${order}::bigint), segment_call = ${call ?? null}
    where id = ${trialId}`;
}

/**
 * Whether as many trials run as may at once. More may wait in the queue than that, and slots may have been added since. The lock
 * makes a queue of those that ask, or two would both take the last place.
 */
async function isFull(sql: Sql, sweepId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(${placesLock}::integer, hashtext(${sweepId}))`;
  const [row] = await sql<{ full: boolean }[]>`
    select s.concurrency <= (select count(*) from trials t where t.sweep_id = s.id and t.state = 'running') as full
    from sweeps s where s.id = ${sweepId}`;
  return row?.full === true;
}

async function whatToRun(sql: Sql, trial: TrialRecord, fromScratch: boolean): Promise<SegmentStart> {
  const { attempt, sweepId, number, config } = trial;
  const resume = fromScratch ? [] : await resumableCheckpoints(sql, trial.id);
  const untilStep = await endOfSegment(sql, trial, fromScratch);
  return { kind: 'run', attempt, sweepId, number, config, resume, untilStep };
}

/** The next step at which the trial is judged, or the last one of its training. */
async function endOfSegment(sql: Sql, trial: TrialRecord, fromScratch: boolean): Promise<number> {
  const { number, config } = trial;
  const [row] = await sql<{ rule: EarlyTerminate | null; pbt: Pbt | null }[]>`
    select definition -> 'earlyTerminate' as rule, definition -> 'pbt' as pbt from sweeps where id = ${trial.sweepId}`;
  const evalEvery = Number(config.values.eval_every ?? 1);
  const passed = fromScratch ? 0 : trial.passedStep;
  const step = row?.pbt
    ? nextGeneration(row.pbt, config.steps, passed)
    : nextDecisionStep(row?.rule ?? null, { number, lastStep: config.steps, evalEvery }, passed);
  return step ?? config.steps;
}

/** Shared: many trials of a sweep start at once, but not while a command or a settlement moves it. */
async function lockSweepOf(sql: Sql, trialId: number): Promise<SweepState> {
  const [row] = await sql<{ state: SweepState }[]>`
    select s.state from sweeps s where s.id = (select sweep_id from trials where id = ${trialId}) for share`;
  if (row === undefined) throw trialNotFound(trialId);
  return row.state;
}

/** The old checkpoints go at once: should this attempt die before it truncated, its successor must not resume from them. */
async function startsFromScratch(sql: Sql, trial: TrialRecord): Promise<boolean> {
  if (!trial.fromScratch) return false;
  await sql`delete from checkpoints where trial_id = ${trial.id}`;
  await sql`delete from lineage where trial_id = ${trial.id}`;
  return true;
}

async function beginAttempt(
  sql: Sql,
  trial: TrialRecord,
  {
    attempt,
    workerId,
    host,
    slot,
    lane,
    fromScratch,
  }: { attempt: number; workerId: string; host: string; slot: number; lane: number | null; fromScratch: boolean },
): Promise<void> {
  await sql`
    update attempts set ended_at = now(), outcome = 'superseded'
    where trial_id = ${trial.id} and ended_at is null`;
  await sql`
    update trials set attempt = ${attempt}, worker_id = ${workerId}, from_scratch = false, goes_on = false, last_heartbeat_at = now(),
      started_at = coalesce(started_at, now()), step = ${fromScratch ? 0 : trial.step},
      passed_step = ${fromScratch ? 0 : trial.passedStep}
    where id = ${trial.id}`;
  await sql`
    insert into attempts (trial_id, attempt, from_step, host, worker_id, slot, lane)
    values (${trial.id}, ${attempt}, ${fromScratch ? 0 : trial.step}, ${host}, ${workerId}, ${slot}, ${lane}::integer)`;
}
