import type { FinishedTrial } from '@seesaw/shared/api';
import type { TrialState } from '@seesaw/shared/trialState';
import type { Database } from '../connection/database.ts';

/** States in which a trial has a result; diverged is one. */
const withResult: readonly TrialState[] = ['completed', 'stopped-early', 'diverged'];

export async function finishedAlike(
  { sql }: Database,
  configHashes: readonly string[],
): Promise<Map<string, FinishedTrial>> {
  const rows = await sql<(FinishedTrial & { configHash: string })[]>`
    select distinct on (t.config_hash) t.config_hash, t.sweep_id, s.name as sweep_name, t.number, t.state, t.score
    from trials t join sweeps s on s.id = t.sweep_id
    where t.config_hash = any(${configHashes as string[]}::text[]) and t.state = any(${withResult as TrialState[]}::text[])
    order by t.config_hash, t.id`;
  return new Map(rows.map(({ configHash, ...trial }) => [configHash, trial]));
}
