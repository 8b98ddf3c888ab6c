import type { CurveQuery, CurveReply } from '@seesaw/shared/queries';
import { toWireNumber } from '@seesaw/shared/records';
import type { Database } from '../connection/database.ts';
import { type BucketRecords, countOf, lastOf, lastStepOf, maxOf, minOf } from './bucketRecords.ts';
import { type Curve, readCurveSource } from './curveSource.ts';

/** Curves with every number as it is; {@link file://./readCompactCurves.ts} is for many at once. */
export async function readCurves({ sql }: Database, query: CurveQuery): Promise<CurveReply> {
  const { curves } = await readCurveSource(sql, query);
  return { series: curves.map(toReply) };
}

function toReply({ trialId, trialNumber, metric, records, nonFiniteSteps }: Curve): CurveReply['series'][number] {
  return {
    trialId,
    trialNumber,
    metric,
    totalPoints: column(records, countOf).reduce((sum, count) => sum + count, 0),
    steps: column(records, lastStepOf),
    last: column(records, lastOf).map(toWireNumber),
    // A bucket of nothing but NaN has no extremes.
    min: column(records, minOf).map(toWireNumber),
    max: column(records, maxOf).map(toWireNumber),
    nonFiniteSteps: [...nonFiniteSteps],
  };
}

function column(records: BucketRecords, read: (records: BucketRecords, index: number) => number): number[] {
  return Array.from({ length: records.length }, (_, index) => read(records, index));
}
