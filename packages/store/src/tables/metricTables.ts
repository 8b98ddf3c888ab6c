import {
  customType,
  doublePrecision,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';

const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

/** Row types of `migrations/0003_metrics.sql`, `0007_metric_blocks.sql` and `0016_metric_sums.sql`; the hash partitions are in the SQL alone. */
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

export const metricSummaries = pgTable(
  'metric_summaries',
  {
    trialId: integer('trial_id').notNull(),
    keyId: integer('key_id').notNull(),
    ...folded(),
    sum: doublePrecision().notNull(),
    summed: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.trialId, table.keyId] })],
);

export const metricBlocks = pgTable(
  'metric_blocks',
  {
    trialId: integer('trial_id').notNull(),
    bits: smallint().notNull(),
    keyId: integer('key_id').notNull(),
    block: integer().notNull(),
    ...folded(),
    buckets: bytea().notNull(),
  },
  (table) => [primaryKey({ columns: [table.trialId, table.bits, table.keyId, table.block] })],
);

function folded() {
  return {
    last: doublePrecision().notNull(),
    lastStep: integer('last_step').notNull(),
    min: doublePrecision(),
    minStep: integer('min_step'),
    max: doublePrecision(),
    maxStep: integer('max_step'),
    count: integer().notNull(),
  };
}
