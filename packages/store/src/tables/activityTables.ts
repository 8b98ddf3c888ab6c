import type { EventKind } from '@seesaw/shared/events';
import type { LogRow, WorkerRow } from '@seesaw/shared/records';
import { bigint, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** Row types of `migrations/0005_logs_events_workers.sql`. */
export const logs = pgTable('logs', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  trialId: integer('trial_id').notNull(),
  attempt: integer().notNull(),
  step: integer(),
  level: text().$type<LogRow['level']>().notNull(),
  at: timestamp({ withTimezone: true, mode: 'string' }).notNull(),
  message: text().notNull(),
});

export const events = pgTable('events', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  position: bigint({ mode: 'number' }),
  kind: text().$type<EventKind>().notNull(),
  sweepId: text('sweep_id'),
  trialId: integer('trial_id'),
  trialNumber: integer('trial_number'),
  attempt: integer(),
  step: integer(),
  at: timestamp({ withTimezone: true, mode: 'string' }).notNull(),
  message: text().notNull(),
  data: jsonb().$type<Record<string, unknown>>().notNull(),
});

export const workers = pgTable('workers', {
  id: text().primaryKey(),
  host: text().notNull(),
  pid: integer().notNull(),
  pool: text().notNull(),
  version: text().notNull(),
  slots: jsonb().$type<WorkerRow['slots']>().notNull(),
  startedAt: timestamp('started_at', { withTimezone: true, mode: 'string' }).notNull(),
  lastSeenAt: timestamp('last_seen_at', { withTimezone: true, mode: 'string' }).notNull(),
  goneAt: timestamp('gone_at', { withTimezone: true, mode: 'string' }),
});
