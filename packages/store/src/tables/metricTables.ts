import { doublePrecision, integer, pgTable, primaryKey, smallint, text, timestamp } from 'drizzle-orm/pg-core';

/** Row types of `migrations/0003_metrics.sql`; the hash partitions are in the SQL alone. */
export const metricKeys = pgTable('metric_keys', {
  id: integer().generatedAlwaysAsIdentity().primaryKey(),
  name: text().notNull().unique(),
});

export const metricPoints = pgTable(
  'metric_points',
  {
    trialId: integer('trial_id').notNull(),
    keyId: integer('key_id').notNull(),
    step: integer().notNull(),
    attempt: integer().notNull(),
    value: doublePrecision().notNull(),
    at: timestamp({ withTimezone: true, mode: 'string' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.trialId, table.keyId, table.step] })],
);

export const metricBuckets = pgTable(
  'metric_buckets',
  {
    trialId: integer('trial_id').notNull(),
    bits: smallint().notNull(),
    keyId: integer('key_id').notNull(),
    bucket: integer().notNull(),
    last: doublePrecision().notNull(),
    lastStep: integer('last_step').notNull(),
    min: doublePrecision(),
    minStep: integer('min_step'),
    max: doublePrecision(),
    maxStep: integer('max_step'),
    count: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.trialId, table.bits, table.keyId, table.bucket] })],
);
