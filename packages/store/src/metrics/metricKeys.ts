import type { Pool } from '../connection/pool.ts';

/** Small integers instead of metric names in the big tables. Ids never change, so they are remembered. */
export interface MetricKeys {
  /** Ids of these names, made where they did not exist. Never call it inside a transaction: two could wait for each other. */
  ensure(names: Iterable<string>): Promise<ReadonlyMap<string, number>>;
}

export function createMetricKeys(pool: Pool): MetricKeys {
  const known = new Map<string, number>();
  return {
    async ensure(names) {
      const missing = [...new Set(names)].filter((name) => !known.has(name)).sort();
      if (missing.length > 0) {
        const { sql } = pool;
        await sql`insert into metric_keys (name) select unnest(${missing}::text[]) on conflict (name) do nothing`;
        const rows = await sql<{ id: number; name: string }[]>`
          select id, name from metric_keys where name = any(${missing}::text[])`;
        for (const row of rows) known.set(row.name, row.id);
      }
      return known;
    },
  };
}
