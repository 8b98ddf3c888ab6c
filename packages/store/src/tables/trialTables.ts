import type { Health } from '@seesaw/shared/health';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import type { TrialState } from '@seesaw/shared/trialState';
import {
  bigint,
  boolean,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';

/** Row types of `migrations/0002_trials.sql`, `0006_operations.sql`, `0013_segment_order.sql`, `0021_attempt_slot.sql` and `0024_lanes.sql`. */
export const trials = pgTable('trials', {
  id: integer().generatedAlwaysAsIdentity().primaryKey(),
  sweepId: text('sweep_id').notNull(),
  number: integer().notNull(),
  state: text().$type<TrialState>().notNull(),
  attempt: integer().notNull(),
  wanted: text().$type<'run' | 'stop' | 'cancel'>().notNull(),
  fromScratch: boolean('from_scratch').notNull(),
  goesOn: boolean('goes_on').notNull(),
  pool: text(),
  maxAttempts: integer('max_attempts'),
  origin: text().$type<'search' | 'person'>().notNull(),
  point: jsonb().$type<Record<string, Scalar>>().notNull(),
  config: jsonb().$type<TrialConfig>().notNull(),
  configHash: text('config_hash').notNull(),
  step: integer().notNull(),
  maxStep: integer('max_step').notNull(),
  pointsTo: integer('points_to').notNull(),
  blocksTo: integer('blocks_to').notNull(),
  score: doublePrecision(),
  health: text().$type<Health>().notNull(),
  healthEvidence: text('health_evidence').notNull(),
  healthAdvice: text('health_advice').notNull(),
  lastError: text('last_error'),
  lastHeartbeatAt: timestamp('last_heartbeat_at', { withTimezone: true, mode: 'string' }),
  progressAt: timestamp('progress_at', { withTimezone: true, mode: 'string' }),
  workerId: text('worker_id'),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'string' }).notNull(),
  startedAt: timestamp('started_at', { withTimezone: true, mode: 'string' }),
  endedAt: timestamp('ended_at', { withTimezone: true, mode: 'string' }),
  version: bigint({ mode: 'number' }).notNull(),
  mirroredVersion: bigint('mirrored_version', { mode: 'number' }).notNull(),
  mirroredStep: integer('mirrored_step').notNull(),
  mirrorDueAt: timestamp('mirror_due_at', { withTimezone: true, mode: 'string' }),
  seenResults: integer('seen_results').notNull(),
  knownAttempt: integer('known_attempt').notNull(),
  passedStep: integer('passed_step').notNull(),
  pointNumber: integer('point_number'),
  launches: integer().notNull(),
  segmentOrder: bigint('segment_order', { mode: 'number' }).notNull(),
  segmentCall: text('segment_call'),
  mlflowRunId: text('mlflow_run_id'),
  mlflowExperimentId: text('mlflow_experiment_id'),
  remarked: boolean().notNull(),
  notes: text().notNull(),
  tags: jsonb().$type<string[]>().notNull(),
});
export type TrialRecord = typeof trials.$inferSelect;

export const attempts = pgTable(
  'attempts',
  {
    trialId: integer('trial_id').notNull(),
    attempt: integer().notNull(),
    fromStep: integer('from_step').notNull(),
    host: text().notNull(),
    workerId: text('worker_id').notNull(),
    slot: integer(),
    lane: integer(),
    startedAt: timestamp('started_at', { withTimezone: true, mode: 'string' }).notNull(),
    endedAt: timestamp('ended_at', { withTimezone: true, mode: 'string' }),
    outcome: text(),
    error: text(),
  },
  (table) => [primaryKey({ columns: [table.trialId, table.attempt] })],
);

export const lineage = pgTable(
  'lineage',
  {
    trialId: integer('trial_id').notNull(),
    step: integer().notNull(),
    sourceTrialId: integer('source_trial_id').notNull(),
    pointBefore: jsonb('point_before').$type<Record<string, Scalar>>().notNull(),
    at: timestamp({ withTimezone: true, mode: 'string' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.trialId, table.step] })],
);
