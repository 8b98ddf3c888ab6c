import { type MetricSummary, type TrialRow, toWireNumber } from '@seesaw/shared/records';
import type { Database, Sql } from '../connection/database.ts';
import { isoTime, isoTimeOrNull } from '../connection/isoTime.ts';
import { frontNumbers } from '../sweeps/readFront.ts';
import type { TrialRecord } from '../tables/trialTables.ts';

interface NewestCheckpoint {
  readonly trialId: number;
  readonly stateSha: string;
  readonly step: number;
}

interface Summary {
  readonly trialId: number;
  readonly name: string;
  readonly last: number;
  readonly lastStep: number;
  readonly min: number | null;
  readonly minStep: number | null;
  readonly max: number | null;
  readonly maxStep: number | null;
  readonly count: number;
}

interface SlotTime {
  readonly trialId: number;
  readonly slotMs: number;
  readonly onSlotSince: string | null;
}

/** Rows as the contract has them, in the given order: a few more queries however many trials there are. */
export async function toTrialRows(database: Database, records: readonly TrialRecord[]): Promise<TrialRow[]> {
  if (records.length === 0) return [];
  const { sql } = database;
  const ids = records.map((record) => record.id);
  const sweepIds = records.map((record) => record.sweepId);
  const [checkpoints, summaries, slotTimes, fronts] = await Promise.all([
    newestCheckpoints(sql, ids),
    readSummaries(sql, ids),
    readSlotTimes(sql, ids),
    frontNumbers(database, sweepIds),
  ]);
  return records.map((record) => ({
    ...toTrialRow(record, checkpoints.get(record.id), summaries.get(record.id) ?? {}),
    slotMs: slotTimes.get(record.id)?.slotMs ?? 0,
    onSlotSince: isoTimeOrNull(slotTimes.get(record.id)?.onSlotSince ?? null),
    onFront: fronts.get(record.sweepId)?.has(record.number) ?? null,
  }));
}

async function newestCheckpoints(sql: Sql, ids: readonly number[]): Promise<Map<number, NewestCheckpoint>> {
  const rows = await sql<NewestCheckpoint[]>`
    select distinct on (trial_id) trial_id, state_sha, step from checkpoints
    where trial_id = any(${ids as number[]}::integer[]) and not corrupt
    order by trial_id, step desc`;
  return new Map(rows.map((row) => [row.trialId, row]));
}

async function readSummaries(sql: Sql, ids: readonly number[]): Promise<Map<number, Record<string, MetricSummary>>> {
  const rows = await sql<Summary[]>`
    select m.trial_id, k.name, m.last, m.last_step, m.min, m.min_step, m.max, m.max_step, m.count
    from metric_summaries m join metric_keys k on k.id = m.key_id
    where m.trial_id = any(${ids as number[]}::integer[])`;
  const byTrial = new Map<number, Record<string, MetricSummary>>();
  for (const { trialId, name, last, min, max, ...rest } of rows) {
    const summaries = byTrial.get(trialId) ?? {};
    byTrial.set(trialId, summaries);
    summaries[name] = {
      last: toWireNumber(last),
      min: min === null ? null : toWireNumber(min),
      max: max === null ? null : toWireNumber(max),
      ...rest,
    };
  }
  return byTrial;
}

async function readSlotTimes(sql: Sql, ids: readonly number[]): Promise<Map<number, SlotTime>> {
  const rows = await sql<SlotTime[]>`
    select trial_id, coalesce(round(sum(extract(epoch from ended_at - started_at)) * 1000), 0)::bigint as slot_ms,
      max(started_at) filter (where ended_at is null) as on_slot_since
    from attempts where trial_id = any(${ids as number[]}::integer[]) group by trial_id`;
  return new Map(rows.map((row) => [row.trialId, row]));
}

function toTrialRow(
  record: TrialRecord,
  checkpoint: NewestCheckpoint | undefined,
  metrics: Record<string, MetricSummary>,
): Omit<TrialRow, 'slotMs' | 'onSlotSince' | 'onFront'> {
  return {
    id: record.id,
    sweepId: record.sweepId,
    number: record.number,
    state: record.state,
    attempt: record.attempt,
    origin: record.origin,
    ...(record.pointNumber !== null && { pointNumber: record.pointNumber }),
    pool: record.pool,
    maxAttempts: record.maxAttempts,
    point: record.point,
    config: { ...record.config, values: { ...record.config.values } },
    configHash: record.configHash,
    step: record.step,
    maxStep: record.maxStep,
    score: record.score,
    health: record.health,
    healthEvidence: record.healthEvidence,
    healthAdvice: record.healthAdvice,
    metrics,
    stateSha: checkpoint?.stateSha ?? null,
    checkpointStep: checkpoint?.step ?? null,
    lastError: record.lastError,
    lastHeartbeatAt: isoTimeOrNull(record.lastHeartbeatAt),
    workerId: record.workerId,
    createdAt: isoTime(record.createdAt),
    startedAt: isoTimeOrNull(record.startedAt),
    endedAt: isoTimeOrNull(record.endedAt),
    mlflowRunId: record.mlflowRunId,
    notes: record.notes,
    tags: record.tags,
  };
}
