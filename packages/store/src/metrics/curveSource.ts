import type { CurveQuery } from '@seesaw/shared/queries';
import type postgres from 'postgres';
import {
  type BucketRecords,
  countOf,
  lastOf,
  lastStepOf,
  maxOf,
  minOf,
  RecordWriter,
  toRecords,
} from './bucketRecords.ts';
import { blockBits, curveBits, levelFor } from './curveLevels.ts';
import { type PackedPoints, packedPoints, unpackPoints } from './seriesPoints.ts';

/** More steps with NaN or ±Inf than this are not listed per series. */
const maxNonFiniteSteps = 1000;

/** What is known of a series before its curve is read. */
interface Series {
  readonly trialId: number;
  readonly trialNumber: number;
  readonly keyId: number;
  readonly metric: string;
  readonly count: number;
  readonly lastStep: number;
  readonly blocksTo: number;
}

export interface CurveRange {
  readonly from: number;
  readonly to: number;
  /** Steps per shown bucket. */
  readonly width: number;
}

export interface Curve extends Series {
  /** Short enough to be shown point by point: each record is one point. */
  readonly exact: boolean;
  readonly records: BucketRecords;
  readonly nonFiniteSteps: readonly number[];
}

/**
 * Curves of at most `buckets` records each, with the same buckets for every series so that they can be compared. A series
 * that is no longer than that is given point by point. Wide buckets are put together from stored ones (their first and last
 * may reach a little beyond the asked range), narrow ones from the points: either way few rows are read.
 */
export async function readCurveSource(
  sql: postgres.Sql,
  query: CurveQuery,
): Promise<{ range: CurveRange; curves: Curve[] }> {
  const series = await findSeries(sql, query);
  const from = query.fromStep ?? 0;
  const to = query.toStep ?? series.reduce((most, { lastStep }) => Math.max(most, lastStep), 0);
  const range = { from, to, width: Math.max(1, Math.ceil((to - from + 1) / query.buckets)) };
  const exact = series.filter((one) => one.count <= query.buckets);
  const long = series.filter((one) => one.count > query.buckets);
  const [points, buckets, nonFinite] = await Promise.all([
    readPoints(sql, exact, { ...range, width: 1 }, () => from),
    readFolded(sql, long, range),
    readNonFinite(sql, series, range),
  ]);
  const none = toRecords(new Uint8Array());
  return {
    range,
    curves: series.map((one) => ({
      ...one,
      exact: one.count <= query.buckets,
      records: points.get(nameOf(one)) ?? buckets.get(nameOf(one)) ?? none,
      nonFiniteSteps: nonFinite.get(nameOf(one)) ?? [],
    })),
  };
}

/** In the order asked for: by metric, then by trial. */
async function findSeries(sql: postgres.Sql, { trialIds, metrics }: CurveQuery): Promise<Series[]> {
  const found = await sql<Series[]>`
    select m.trial_id, t.number as trial_number, m.key_id, k.name as metric, m.count, m.last_step, t.blocks_to
    from metric_keys k
    join metric_summaries m on m.key_id = k.id and m.trial_id = any(${trialIds}::integer[])
    join trials t on t.id = m.trial_id
    where k.name = any(${metrics}::text[])`;
  const trialPlace = new Map(trialIds.map((trialId, place) => [trialId, place]));
  const metricPlace = new Map(metrics.map((metric, place) => [metric, place]));
  const place = (one: Series) => metricPlace.get(one.metric)! * trialIds.length + trialPlace.get(one.trialId)!;
  return [...found].sort((a, b) => place(a) - place(b));
}

async function readFolded(
  sql: postgres.Sql,
  series: readonly Series[],
  range: CurveRange,
): Promise<Map<string, BucketRecords>> {
  const bits = levelFor(range.width);
  if (bits === undefined) return readPoints(sql, series, range, () => range.from);
  const beyondBlocks = series.filter((one) => one.lastStep >= one.blocksTo && one.blocksTo <= range.to);
  const [blocks, rest] = await Promise.all([
    readBlocks(sql, series, range, bits),
    readPoints(sql, beyondBlocks, { ...range, width: 1 }, (one) => Math.max(range.from, one.blocksTo)),
  ]);
  const folded = new Map<string, BucketRecords>();
  for (const one of series) {
    const name = nameOf(one);
    const writer = new RecordWriter();
    for (const records of [blocks.get(name), rest.get(name)]) {
      if (records !== undefined) addInRange(writer, records, range, bits);
    }
    folded.set(name, writer.records());
  }
  return folded;
}

/** Folds in local variables: a reply of a thousand curves goes through six hundred thousand records. */
function addInRange(writer: RecordWriter, records: BucketRecords, { from, to, width }: CurveRange, bits: number): void {
  const lastPlace = Math.floor((to - from) / width);
  let place = -1;
  let [step, count, last, min, max] = [0, 0, 0, 0, 0];
  for (let index = 0; index < records.length; index += 1) {
    const nextStep = lastStepOf(records, index);
    if (nextStep < from || (nextStep >> bits) * 2 ** bits > to) continue;
    const nextPlace = Math.min(Math.floor((nextStep - from) / width), lastPlace);
    const nextMin = minOf(records, index);
    const nextMax = maxOf(records, index);
    if (nextPlace !== place) {
      if (count > 0) writer.addFold(place, step, count, last, min, max);
      place = nextPlace;
      count = 0;
      min = nextMin;
      max = nextMax;
    } else {
      if (nextMin < min || Number.isNaN(min)) min = nextMin;
      if (nextMax > max || Number.isNaN(max)) max = nextMax;
    }
    step = nextStep;
    count += countOf(records, index);
    last = lastOf(records, index);
  }
  if (count > 0) writer.addFold(place, step, count, last, min, max);
}

/** Records of the level, and where its blocks are not complete yet of the levels below, by step. */
async function readBlocks(
  sql: postgres.Sql,
  series: readonly Series[],
  { from, to }: CurveRange,
  bits: number,
): Promise<Map<string, BucketRecords>> {
  if (series.length === 0) return new Map();
  const levels = curveBits.filter((level) => level <= bits);
  // A level below the asked one begins where the next coarser one ends; the coarsest begins where the range does.
  const ends = levels.map((_, index) => (index + 1 < levels.length ? levels[index + 1]! + blockBits : 31));
  const rows = await sql<{ trialId: number; keyId: number; buckets: Uint8Array }[]>`
    select w.trial_id, w.key_id, c.buckets
    from ${wanted(sql, series)} cross join lateral (
      select string_agg(b.buckets, ''::bytea order by b.block::bigint << b.bits) as buckets
      from unnest(${levels}::integer[], ${ends}::integer[]) as l(bits, coarser)
      join metric_blocks b on b.trial_id = w.trial_id and b.bits = l.bits and b.key_id = w.key_id
        and b.block >= greatest(${from}::integer, w.blocks_to >> l.coarser << l.coarser) >> (l.bits + ${blockBits}::integer)
        and b.block <= ${to}::integer >> (l.bits + ${blockBits}::integer)
        -- Those that were written since blocks_to was read repeat what is read of the levels below and of the points.
        and b.block < w.blocks_to >> (l.bits + ${blockBits}::integer)
    ) c where c.buckets is not null`;
  return new Map(rows.map((row) => [nameOf(row), toRecords(row.buckets)]));
}

/** Points from each series' own first step on, folded into buckets of the range's width. */
async function readPoints(
  sql: postgres.Sql,
  series: readonly Series[],
  { from, to, width }: CurveRange,
  firstStep: (one: Series) => number,
): Promise<Map<string, BucketRecords>> {
  if (series.length === 0) return new Map();
  const rows = await sql<({ trialId: number; keyId: number } & PackedPoints)[]>`
    select w.trial_id, w.key_id, c.steps, c.values
    from unnest(
      ${series.map((one) => one.trialId)}::integer[], ${series.map((one) => one.keyId)}::integer[],
      ${series.map(firstStep)}::integer[]) as w(trial_id, key_id, first_step)
    cross join lateral (
      select ${packedPoints(sql)} from metric_points p
      where p.trial_id = w.trial_id and p.key_id = w.key_id and p.step between w.first_step and ${to}::integer
    ) c where c.steps is not null`;
  return new Map(
    rows.map((row) => {
      const points = unpackPoints(row);
      const writer = new RecordWriter();
      for (let index = 0; index < points.length; index += 1) {
        const step = points.step(index);
        writer.addPoint(Math.floor((step - from) / width), step, points.value(index));
      }
      return [nameOf(row), writer.records()];
    }),
  );
}

async function readNonFinite(
  sql: postgres.Sql,
  series: readonly Series[],
  { from, to }: CurveRange,
): Promise<Map<string, number[]>> {
  if (series.length === 0) return new Map();
  const rows = await sql<{ trialId: number; keyId: number; steps: number[] }[]>`
    select w.trial_id, w.key_id, c.steps
    from ${wanted(sql, series)} cross join lateral (
      select array_agg(p.step order by p.step) as steps from (
        select step from metric_points
        where trial_id = w.trial_id and key_id = w.key_id and step between ${from}::integer and ${to}::integer
          and value in ('NaN', 'Infinity', '-Infinity')
        order by step limit ${maxNonFiniteSteps}
      ) p
    ) c where c.steps is not null`;
  return new Map(rows.map((row) => [nameOf(row), row.steps]));
}

function wanted(sql: postgres.Sql, series: readonly Series[]): postgres.Fragment {
  return sql`unnest(
    ${series.map((one) => one.trialId)}::integer[], ${series.map((one) => one.keyId)}::integer[],
    ${series.map((one) => one.blocksTo)}::integer[]) as w(trial_id, key_id, blocks_to)`;
}

function nameOf({ trialId, keyId }: { trialId: number; keyId: number }): string {
  return `${trialId}/${keyId}`;
}
