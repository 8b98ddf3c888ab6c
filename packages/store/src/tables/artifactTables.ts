import { bigint, boolean, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** Row types of `migrations/0004_checkpoints_and_samples.sql` and `0009_retention.sql`. */
export const checkpoints = pgTable('checkpoints', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  trialId: integer('trial_id').notNull(),
  attempt: integer().notNull(),
  step: integer().notNull(),
  stateSha: text('state_sha').notNull(),
  bytes: bigint({ mode: 'number' }).notNull(),
  location: text().notNull(),
  manifest: jsonb().$type<unknown>().notNull(),
  corrupt: boolean().notNull(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'string' }).notNull(),
  leasedUntil: timestamp('leased_until', { withTimezone: true, mode: 'string' }),
});
export type CheckpointRecord = typeof checkpoints.$inferSelect;

export const samples = pgTable('samples', {
  id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  trialId: integer('trial_id').notNull(),
  attempt: integer().notNull(),
  step: integer().notNull(),
  kind: text().$type<'images' | 'points'>().notNull(),
  pngLocation: text('png_location').notNull(),
  tensorsLocation: text('tensors_location').notNull(),
  facts: jsonb().$type<Record<string, number>>().notNull(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'string' }).notNull(),
});
export type SampleRecord = typeof samples.$inferSelect;
