import type { TrialConfig } from '@seesaw/shared/trialConfig';
import type { Sql } from '../connection/database.ts';
import { trialNotFound } from '../trials/lockTrial.ts';

export async function configOfSegment(sql: Sql, trialId: number): Promise<TrialConfig> {
  const [row] = await sql<{ config: TrialConfig }[]>`select config from trials where id = ${trialId}`;
  if (row === undefined) throw trialNotFound(trialId);
  return row.config;
}
