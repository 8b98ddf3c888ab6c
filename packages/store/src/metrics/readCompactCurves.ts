import { type CompactCurveQuery, type CompactCurves, compactDigits } from '@seesaw/shared/queries';
import { toWireNumber } from '@seesaw/shared/records';
import type { Database } from '../connection/database.ts';
import { findTrials } from '../trials/listTrials.ts';
import { type BucketRecords, countOf, lastOf, lastStepOf, maxOf, minOf } from './bucketRecords.ts';
import { type Curve, type CurveRange, readCurveSource } from './curveSource.ts';

type Series = CompactCurves['series'][number];

/** Curves of many trials, as small as drawing allows: a thousand trials at 200 buckets are a few megabytes. */
export async function readCompactCurves(database: Database, query: CompactCurveQuery): Promise<CompactCurves> {
  const { trialIds, total } = await chosenTrials(database, query);
  const { range, curves } = await readCurveSource(database.sql, { ...query, trialIds });
  const series = curves.map((curve) => toSeries(curve, range));
  return {
    fromStep: range.from,
    toStep: range.to,
    width: range.width,
    trials: { shown: trialIds.length, total },
    points: {
      shown: series.reduce((sum, one) => sum + one.last.length, 0),
      total: series.reduce((sum, one) => sum + one.points, 0),
    },
    series,
  };
}

async function chosenTrials(
  database: Database,
  { trialIds, sweepId, filter, limit }: CompactCurveQuery,
): Promise<{ trialIds: number[]; total: number }> {
  if (trialIds !== undefined || sweepId === undefined) {
    const ids = [...new Set(trialIds)];
    return { trialIds: ids, total: ids.length };
  }
  const { ids, total } = await findTrials(database, { sweepId, filter, limit, sort: 'number', order: 'asc' });
  return { trialIds: ids, total };
}

function toSeries({ trialId, trialNumber, metric, exact, records, nonFiniteSteps }: Curve, range: CurveRange): Series {
  const extremes = exact ? {} : { min: rounded(records, minOf), max: rounded(records, maxOf) };
  return {
    trialId,
    number: trialNumber,
    metric,
    points: pointsOf(records),
    ...placesOf(records, exact, range),
    last: rounded(records, lastOf),
    ...extremes,
    ...(nonFiniteSteps.length > 0 && { nonFinite: [...nonFiniteSteps] }),
  };
}

/** Where the columns stand: from which bucket on when there is one entry for each, else at which steps. */
function placesOf(
  records: BucketRecords,
  exact: boolean,
  { from, width }: CurveRange,
): Pick<Series, 'first' | 'steps'> {
  const place = (index: number) => Math.floor((lastStepOf(records, index) - from) / width);
  const { length } = records;
  // A last bucket that reaches beyond the range is drawn at its end.
  if (!exact && length > 0 && place(length - 1) - place(0) === length - 1) return { first: place(0) };
  return { steps: Array.from({ length }, (_, index) => lastStepOf(records, index)) };
}

function pointsOf(records: BucketRecords): number {
  let sum = 0;
  for (let index = 0; index < records.length; index += 1) sum += countOf(records, index);
  return sum;
}

function rounded(records: BucketRecords, read: (records: BucketRecords, index: number) => number): Series['last'] {
  const column: Series['last'] = [];
  for (let index = 0; index < records.length; index += 1) column.push(roundedNumber(read(records, index)));
  return column;
}

/** All that doubles hold exactly. */
const powersOfTen = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/** Quicker than toPrecision: half a million numbers are rounded for one reply. */
function roundedNumber(value: number): Series['last'][number] {
  if (value === 0 || !Number.isFinite(value)) return toWireNumber(value);
  const power = compactDigits - 1 - Math.floor(Math.log10(Math.abs(value)));
  const scale = powersOfTen[Math.abs(power)];
  if (scale === undefined) return Number(value.toPrecision(compactDigits));
  return power >= 0 ? Math.round(value * scale) / scale : Math.round(value / scale) * scale;
}
