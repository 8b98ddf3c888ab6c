import { allBits } from './bucketLevels.ts';

export interface KeyedPoint {
  readonly keyId: number;
  readonly step: number;
  readonly value: number;
}

/** Points of one series and one bucket, folded. min and max leave NaN out and are null when there is nothing else. */
export interface Bucket {
  readonly bits: number;
  readonly keyId: number;
  readonly bucket: number;
  last: number;
  lastStep: number;
  min: number | null;
  minStep: number | null;
  max: number | null;
  maxStep: number | null;
  count: number;
}

/** Folds points (each step of a series at most once) into one bucket per series, level and bucket. Ties keep the first step. */
export function foldPoints(points: readonly KeyedPoint[]): Bucket[] {
  const ordered = [...points].sort((a, b) => a.step - b.step);
  const folded = new Map<string, Bucket>();
  for (const { keyId, step, value } of ordered) {
    for (const bits of allBits) {
      const bucket = step >> bits;
      const name = `${bits}/${keyId}/${bucket}`;
      const known = folded.get(name);
      if (known === undefined) folded.set(name, firstOf({ bits, keyId, bucket, step, value }));
      else fold(known, step, value);
    }
  }
  return [...folded.values()];
}

function firstOf({ bits, keyId, bucket, step, value }: KeyedPoint & { bits: number; bucket: number }): Bucket {
  const [extreme, extremeStep] = Number.isNaN(value) ? [null, null] : [value, step];
  return {
    bits,
    keyId,
    bucket,
    last: value,
    lastStep: step,
    min: extreme,
    minStep: extremeStep,
    max: extreme,
    maxStep: extremeStep,
    count: 1,
  };
}

/** Steps come in ascending order, so each one is the last so far. */
function fold(bucket: Bucket, step: number, value: number): void {
  bucket.last = value;
  bucket.lastStep = step;
  bucket.count += 1;
  if (Number.isNaN(value)) return;
  if (bucket.min === null || value < bucket.min) {
    bucket.min = value;
    bucket.minStep = step;
  }
  if (bucket.max === null || value > bucket.max) {
    bucket.max = value;
    bucket.maxStep = step;
  }
}
