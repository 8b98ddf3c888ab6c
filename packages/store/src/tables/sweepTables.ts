import type { WarmSource } from '@seesaw/shared/records';
import type { ResolvedSweep } from '@seesaw/shared/resolvedSweep';
import type { Point } from '@seesaw/shared/searchSpace';
import type { ReportEntry } from '@seesaw/shared/selection';
import type { SweepState } from '@seesaw/shared/sweepState';
import type { CommandAnswer, SweepCommand } from '@seesaw/shared/workflows';
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

/** Row types of `migrations/0001_sweeps.sql` and `0006_operations.sql`; a test compares them with the migrated database. Times are Postgres text. */
export const sweeps = pgTable('sweeps', {
  id: text().primaryKey(),
  seq: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
  name: text().notNull(),
  description: text().notNull(),
  state: text().$type<SweepState>().notNull(),
  definition: jsonb().$type<ResolvedSweep>().notNull(),
  yaml: text().notNull(),
  idempotencyKey: text('idempotency_key'),
  concurrency: integer().notNull(),
  pool: text().notNull(),
  priority: integer().notNull(),
  plannedTrials: integer('planned_trials').notNull(),
  lastNumber: integer('last_number').notNull(),
  searchEnded: boolean('search_ended').notNull(),
  objectiveKey: integer('objective_key').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'string' }).notNull(),
  updatedAt: timestamp('updated_at', { withTimezone: true, mode: 'string' }).notNull(),
  endedAt: timestamp('ended_at', { withTimezone: true, mode: 'string' }),
  archivedAt: timestamp('archived_at', { withTimezone: true, mode: 'string' }),
  version: bigint({ mode: 'number' }).notNull(),
  mirroredVersion: bigint('mirrored_version', { mode: 'number' }).notNull(),
  mirrorDueAt: timestamp('mirror_due_at', { withTimezone: true, mode: 'string' }),
  mlflowRunId: text('mlflow_run_id'),
  mlflowExperimentId: text('mlflow_experiment_id'),
  pruned: boolean().notNull(),
  warmSources: jsonb('warm_sources').$type<WarmSource[]>(),
  remarked: boolean().notNull(),
  notes: text().notNull(),
  tags: jsonb().$type<string[]>().notNull(),
});
export type SweepRecord = typeof sweeps.$inferSelect;

export const commands = pgTable('commands', {
  commandId: text('command_id').primaryKey(),
  sweepId: text('sweep_id').notNull(),
  command: jsonb().$type<SweepCommand>().notNull(),
  answer: jsonb().$type<CommandAnswer>().notNull(),
  at: timestamp({ withTimezone: true, mode: 'string' }).notNull(),
});

export const selections = pgTable('selections', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  sweepId: text('sweep_id').notNull(),
  numbers: integer().array().notNull(),
  report: jsonb().$type<ReportEntry[]>(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'string' }).notNull(),
});

export const deletedSweeps = pgTable('deleted_sweeps', {
  sweepId: text('sweep_id').primaryKey(),
  trialIds: integer('trial_ids').array().notNull(),
  mlflowRunIds: text('mlflow_run_ids').array().notNull(),
  runsRemoved: integer('runs_removed').notNull(),
  at: timestamp({ withTimezone: true, mode: 'string' }).notNull(),
});

export const sweepDefinitions = pgTable(
  'sweep_definitions',
  {
    sweepId: text('sweep_id').notNull(),
    fromNumber: integer('from_number').notNull(),
    definition: jsonb().$type<ResolvedSweep>().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, mode: 'string' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.sweepId, table.fromNumber] })],
);

export const warmResults = pgTable(
  'warm_results',
  {
    sweepId: text('sweep_id').notNull(),
    position: integer().notNull(),
    point: jsonb().$type<Point>().notNull(),
    objective: doublePrecision(),
    objectives: doublePrecision().array(),
    n: integer().notNull(),
    standardError: doublePrecision('standard_error'),
  },
  (table) => [primaryKey({ columns: [table.sweepId, table.position] })],
);

export const searchResults = pgTable(
  'search_results',
  {
    sweepId: text('sweep_id').notNull(),
    position: integer().notNull(),
    number: integer().notNull(),
    objective: doublePrecision(),
    objectives: doublePrecision().array(),
  },
  (table) => [primaryKey({ columns: [table.sweepId, table.position] })],
);
