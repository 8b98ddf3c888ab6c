import type { CurveQuery, CurveReply } from '@seesaw/shared/queries';
import { toWireNumber } from '@seesaw/shared/records';
import type postgres from 'postgres';
import type { Database } from '../connection/database.ts';
import { curveBits, summaryBits } from './bucketLevels.ts';

/** More steps with NaN or ±Inf than this are not listed per series. */
const maxNonFiniteSteps = 1000;

interface Series {
  readonly trialId: number;
  readonly trialNumber: number;
  readonly keyId: number;
  readonly metric: string;
  readonly count: number;
  readonly lastStep: number;
}

interface Column {
  readonly trialId: number;
  readonly keyId: number;
  readonly steps: number[];
  readonly last: number[];
  readonly min: (number | null)[];
  readonly max: (number | null)[];
  readonly points: number;
}

interface Range {
  readonly from: number;
  readonly to: number;
  /** Steps per shown bucket. */
  readonly width: number;
}

/**
 * Curves of at most about `buckets` points each, with the same buckets for every series so that they can be compared. A series
 * that is no longer than that is given point by point. Wide buckets are put together from stored ones (their first and last
 * may reach a little beyond the asked range), narrow ones from the points: either way few rows are read.
 */
export async function readCurves({ sql }: Database, query: CurveQuery): Promise<CurveReply> {
  const series = await findSeries(sql, query);
  const from = query.fromStep ?? 0;
  const to = query.toStep ?? series.reduce((most, { lastStep }) => Math.max(most, lastStep), 0);
  const width = Math.max(1, Math.ceil((to - from + 1) / query.buckets));
  const short = series.filter((one) => one.count <= query.buckets);
  const long = series.filter((one) => one.count > query.buckets);
  const [whole, folded, nonFinite] = await Promise.all([
    columnsFromPoints(sql, short, { from, to, width: 1 }),
    foldedColumns(sql, long, { from, to, width }),
    nonFiniteSteps(sql, series, from, to),
  ]);
  const columns = new Map([...whole, ...folded].map((column) => [nameOf(column), column]));
  return { series: series.map((one) => toReply(one, columns.get(nameOf(one)), nonFinite.get(nameOf(one)) ?? [])) };
}

async function findSeries(sql: postgres.Sql, { trialIds, metrics }: CurveQuery): Promise<Series[]> {
  return sql<Series[]>`
    select b.trial_id, t.number as trial_number, b.key_id, k.name as metric, b.count, b.last_step
    from metric_buckets b join metric_keys k on k.id = b.key_id join trials t on t.id = b.trial_id
    where b.trial_id = any(${trialIds}::integer[]) and b.bits = ${summaryBits} and k.name = any(${metrics}::text[])
    order by array_position(${metrics}::text[], k.name), array_position(${trialIds}::integer[], b.trial_id)`;
}

function foldedColumns(sql: postgres.Sql, series: readonly Series[], range: Range): Promise<Column[]> {
  const bits = curveBits.findLast((candidate) => 2 ** candidate <= range.width);
  return bits === undefined ? columnsFromPoints(sql, series, range) : columnsFromBuckets(sql, series, range, bits);
}

async function columnsFromPoints(sql: postgres.Sql, series: readonly Series[], range: Range): Promise<Column[]> {
  if (series.length === 0) return [];
  return gather(
    sql,
    sql`
      select p.trial_id, p.key_id, (p.step - ${range.from}::integer) / ${range.width}::integer as place, p.step as last_step,
        p.value as last, nullif(p.value, 'NaN') as min, nullif(p.value, 'NaN') as max, 1 as count
      from ${wanted(sql, series)} join metric_points p using (trial_id, key_id)
      where p.step between ${range.from}::integer and ${range.to}::integer`,
  );
}

async function columnsFromBuckets(
  sql: postgres.Sql,
  series: readonly Series[],
  range: Range,
  bits: number,
): Promise<Column[]> {
  if (series.length === 0) return [];
  const stride = Math.ceil(range.width / 2 ** bits);
  const first = range.from >> bits;
  return gather(
    sql,
    sql`
      select b.trial_id, b.key_id, (b.bucket - ${first}::integer) / ${stride}::integer as place, b.last_step,
        b.last, b.min, b.max, b.count
      from ${wanted(sql, series)} join metric_buckets b using (trial_id, key_id)
      where b.bits = ${bits} and b.bucket between ${first}::integer and ${range.to >> bits}::integer`,
  );
}

function wanted(sql: postgres.Sql, series: readonly Series[]): postgres.Fragment {
  return sql`unnest(${series.map((one) => one.trialId)}::integer[], ${series.map((one) => one.keyId)}::integer[])
    as w(trial_id, key_id)`;
}

/** Rows of finer grain → one row per series with a column of places. */
async function gather(sql: postgres.Sql, rows: postgres.Fragment): Promise<Column[]> {
  return sql<Column[]>`
    with fine as (${rows}), places as (
      select trial_id, key_id, place, max(last_step) as step, (array_agg(last order by last_step desc))[1] as last,
        min(min) as min, max(max) as max, sum(count)::integer as count
      from fine group by trial_id, key_id, place
    )
    select trial_id, key_id, array_agg(step order by place) as steps, array_agg(last order by place) as last,
      array_agg(min order by place) as min, array_agg(max order by place) as max, sum(count)::integer as points
    from places group by trial_id, key_id`;
}

async function nonFiniteSteps(
  sql: postgres.Sql,
  series: readonly Series[],
  from: number,
  to: number,
): Promise<Map<string, number[]>> {
  if (series.length === 0) return new Map();
  const rows = await sql<{ trialId: number; keyId: number; steps: number[] }[]>`
    select w.trial_id, w.key_id, array_agg(p.step order by p.step) as steps
    from ${wanted(sql, series)} cross join lateral (
      select step from metric_points
      where trial_id = w.trial_id and key_id = w.key_id and step between ${from}::integer and ${to}::integer
        and value in ('NaN', 'Infinity', '-Infinity')
      order by step limit ${maxNonFiniteSteps}
    ) p group by w.trial_id, w.key_id`;
  return new Map(rows.map((row) => [nameOf(row), row.steps]));
}

function toReply(series: Series, column: Column | undefined, nonFinite: number[]): CurveReply['series'][number] {
  return {
    trialId: series.trialId,
    trialNumber: series.trialNumber,
    metric: series.metric,
    totalPoints: column?.points ?? 0,
    steps: column?.steps ?? [],
    last: (column?.last ?? []).map(toWireNumber),
    // A bucket of nothing but NaN has no extremes.
    min: (column?.min ?? []).map((value) => toWireNumber(value ?? Number.NaN)),
    max: (column?.max ?? []).map((value) => toWireNumber(value ?? Number.NaN)),
    nonFiniteSteps: nonFinite,
  };
}

function nameOf({ trialId, keyId }: { trialId: number; keyId: number }): string {
  return `${trialId}/${keyId}`;
}
