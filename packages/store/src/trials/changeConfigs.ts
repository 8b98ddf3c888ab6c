import type { TrialConfig } from '@seesaw/shared/trialConfig';
import type { Sql } from '../connection/database.ts';
import type { TrialRecord } from '../tables/trialTables.ts';
import { configHash } from './configHash.ts';

/** Rewrites the configuration of locked trials, and with it their `configHash`. Their next segment trains by it. */
export async function changeConfigs(
  sql: Sql,
  trials: readonly Pick<TrialRecord, 'id' | 'config'>[],
  change: (config: TrialConfig) => TrialConfig,
): Promise<void> {
  const rows = trials.map(({ id, config }) => {
    const changed = change(config);
    return { id, config: changed, hash: configHash(changed) };
  });
  if (rows.length === 0) return;
  await sql`
    update trials t set config = r.config, config_hash = r.hash
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(id integer, config jsonb, hash text)
    where t.id = r.id`;
}
