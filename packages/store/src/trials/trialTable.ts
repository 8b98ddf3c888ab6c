import { assertNever } from '@seesaw/shared/assertNever';
import type { TrialListQuery, TrialTable } from '@seesaw/shared/queries';
import { toWireNumber } from '@seesaw/shared/records';
import type { TrialColumn, TrialField } from '@seesaw/shared/trialColumn';
import type { Database, Sql } from '../connection/database.ts';
import { isoTimeOrNull } from '../connection/isoTime.ts';
import { frontNumbers } from '../sweeps/readFront.ts';
import type { TrialRecord } from '../tables/trialTables.ts';
import { bestExtreme, columnOf, type Goals, goalsFor } from './columnValue.ts';
import { findTrials } from './listTrials.ts';

type Cell = TrialTable['rows'][number][number];

const fields: Readonly<Record<Exclude<TrialField, 'onFront'>, (trial: TrialRecord) => Cell>> = {
  number: (trial) => trial.number,
  id: (trial) => trial.id,
  state: (trial) => trial.state,
  score: (trial) => trial.score,
  step: (trial) => trial.step,
  maxStep: (trial) => trial.maxStep,
  health: (trial) => trial.health,
  healthEvidence: (trial) => trial.healthEvidence,
  attempt: (trial) => trial.attempt,
  createdAt: (trial) => isoTimeOrNull(trial.createdAt),
  startedAt: (trial) => isoTimeOrNull(trial.startedAt),
  endedAt: (trial) => isoTimeOrNull(trial.endedAt),
  lastError: (trial) => trial.lastError,
  tags: ({ tags }) => (tags.length === 0 ? null : tags.join(',')),
  notes: ({ notes }) => (notes === '' ? null : notes),
};

interface Summary {
  readonly last: number;
  readonly min: number | null;
  readonly max: number | null;
  /** Of the finite values. */
  readonly mean: number | null;
}

type ReadCell = (
  trial: TrialRecord,
  summaries: ReadonlyMap<string, Summary>,
  front: ReadonlySet<number> | undefined,
) => Cell;

/**
 * A page of trials with the chosen columns alone: reads configurations and summaries only where a column needs them.
 * @throws SeesawError 'not-found' for a column that trials do not have.
 */
export async function trialTable(
  database: Database,
  query: TrialListQuery & { columns: readonly string[] },
): Promise<TrialTable> {
  const { sql } = database;
  const { columns } = query;
  const chosen = columns.map(columnOf);
  const goals = await goalsFor(sql, { sweepId: query.sweepId, columns: chosen });
  const cells = chosen.map((column) => readerOf(column, goals));
  const { ids, ...page } = await findTrials(database, query);
  const asks = (kind: TrialColumn['kind']) => chosen.some((column) => column.kind === kind);
  const metrics = chosen.flatMap((column) => (column.kind === 'metric' ? [column.name] : []));
  const [records, summaries, fronts] = await Promise.all([
    sql<TrialRecord[]>`
      select t.id, t.number, t.state, t.score, t.step, t.max_step, t.health, t.health_evidence, t.attempt, t.created_at, t.started_at, t.ended_at,
        t.last_error, t.tags, t.notes ${asks('point') ? sql`, t.point` : sql``} ${asks('config') ? sql`, t.config` : sql``}
      from unnest(${ids}::integer[]) with ordinality as page(id, place) join trials t using (id) order by page.place`,
    readSummaries(sql, ids, [...new Set(metrics)]),
    columns.includes('onFront') ? frontNumbers(database, [query.sweepId]) : undefined,
  ]);
  const front = fronts?.get(query.sweepId);
  const none = new Map<string, Summary>();
  return {
    columns: [...columns],
    rows: records.map((trial) => cells.map((read) => read(trial, summaries.get(trial.id) ?? none, front))),
    ...page,
  };
}

function readerOf(column: TrialColumn, goals: Goals): ReadCell {
  switch (column.kind) {
    case 'field': {
      const { field } = column;
      return field === 'onFront'
        ? (trial, _summaries, front) => front?.has(trial.number) ?? null
        : (trial) => fields[field](trial);
    }
    case 'point':
      return (trial) => trial.point[column.name] ?? null;
    case 'config':
      return ({ config }) => configured(config, column.name) ?? null;
    case 'metric': {
      const aggregate = column.aggregate === 'best' ? bestExtreme(goals, column.name) : column.aggregate;
      return (_trial, summaries) => {
        const value = summaries.get(column.name)?.[aggregate] ?? null;
        return value === null ? null : toWireNumber(value);
      };
    }
    default:
      return assertNever(column, 'kind of column');
  }
}

function configured({ values, seed, steps, recipe, dataset }: TrialRecord['config'], name: string) {
  const beside: Readonly<Record<string, Cell>> = { seed, steps, recipe, dataset };
  return Object.hasOwn(beside, name) ? beside[name] : values[name];
}

async function readSummaries(
  sql: Sql,
  ids: number[],
  metrics: string[],
): Promise<Map<number, ReadonlyMap<string, Summary>>> {
  if (metrics.length === 0) return new Map();
  const rows = await sql<(Summary & { trialId: number; name: string })[]>`
    select m.trial_id, k.name, m.last, m.min, m.max, m.sum / nullif(m.summed, 0) as mean
    from metric_keys k join metric_summaries m on m.key_id = k.id
    where k.name = any(${metrics}::text[]) and m.trial_id = any(${ids}::integer[])`;
  const byTrial = new Map<number, Map<string, Summary>>();
  for (const { trialId, name, ...summary } of rows) {
    const known = byTrial.get(trialId);
    if (known === undefined) byTrial.set(trialId, new Map([[name, summary]]));
    else known.set(name, summary);
  }
  return byTrial;
}
