import { SeesawError } from '@seesaw/shared/errors';
import type { Database } from '../connection/database.ts';
import { storableText } from '../connection/storableText.ts';

export interface LogLine {
  readonly trialId: number;
  readonly attempt: number;
  readonly step: number | null;
  readonly level: string;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly message: string;
}

/**
 * Lines of several trials at once. Lines of a superseded attempt or of a deleted trial are left out, so that they cannot hold
 * back the others; an unknown level becomes `info`. A line that is sent again is stored once.
 * @throws SeesawError 'superseded' when that leaves nothing.
 */
export async function appendLogs({ sql }: Database, lines: readonly LogLine[]): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map((line, place) => ({ ...line, message: storableText(line.message), place }));
  const [stored] = await sql<{ current: number }[]>`
    with line as (
      select l.* from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as l(
        "trialId" integer, attempt integer, step integer, level text, at double precision, message text, place integer)
      join trials t on t.id = l."trialId" and t.attempt = l.attempt
    ), added as (
      insert into logs (trial_id, attempt, step, level, at, message)
      select "trialId", attempt, step, case when level in ('debug', 'info', 'warn', 'error') then level else 'info' end,
        to_timestamp(at / 1000), message
      from line order by place
      on conflict do nothing
    )
    select count(*)::integer as current from line`;
  if (stored?.current !== 0) return;
  const { trialId, attempt } = rows[0] as LogLine;
  throw new SeesawError(
    'superseded',
    `Attempt ${attempt} of trial ${trialId} was superseded: its log lines are not kept`,
    {
      facts: { trialId, attempt },
    },
  );
}
