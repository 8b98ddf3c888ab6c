export interface CurvePoint {
  readonly step: number;
  readonly value: number;
}

/** MLflow gets at most this many points of a metric (its history table grows fast): three for each bucket. */
export const mostPoints = 999;
const buckets = mostPoints / 3;

/** Steps in a bucket: a function of the trial's length alone, so that a curve sent in pieces equals one sent at once. */
function bucketSteps(steps: number): number {
  return Math.max(1, Math.ceil((steps + 1) / buckets));
}

/** Last step of the newest bucket that lies wholly before `step`; -1 when there is none. */
export function bucketEnd(steps: number, step: number): number {
  const width = bucketSteps(steps);
  return Math.floor(step / width) * width - 1;
}

/**
 * Keeps the smallest, the largest and the last point of each bucket, because a mean hides the spike that matters.
 * Values are finite; points come and go ordered by step.
 */
export function downsample<T extends CurvePoint>(points: readonly T[], steps: number): T[] {
  const width = bucketSteps(steps);
  const kept: T[] = [];
  for (let start = 0; start < points.length; ) {
    const bucket = Math.floor(points[start]!.step / width);
    let end = start;
    while (end < points.length && Math.floor(points[end]!.step / width) === bucket) end += 1;
    kept.push(...extremes(points.slice(start, end)));
    start = end;
  }
  return kept;
}

function extremes<T extends CurvePoint>(bucket: readonly T[]): T[] {
  const smallest = bucket.reduce((a, b) => (b.value < a.value ? b : a));
  const largest = bucket.reduce((a, b) => (b.value > a.value ? b : a));
  return bucket.filter((point, index) => point === smallest || point === largest || index === bucket.length - 1);
}
