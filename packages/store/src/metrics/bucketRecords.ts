/**
 * Buckets of a series in the bytes of `metric_blocks.buckets`, one record of 32 bytes after the other, little-endian:
 * last step and number of points as 32-bit integers, then last, min and max as doubles (min and max NaN when every value is).
 * Only buckets with points are there, in the order of steps; joining two runs of records joins their curves.
 */
export const recordBytes = 32;

export interface BucketRecords {
  readonly length: number;
  readonly view: DataView;
}

export function toRecords(bytes: Uint8Array): BucketRecords {
  return {
    length: bytes.byteLength / recordBytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  };
}

export const lastStepOf = ({ view }: BucketRecords, index: number): number => view.getInt32(index * recordBytes, true);
export const countOf = ({ view }: BucketRecords, index: number): number => view.getInt32(index * recordBytes + 4, true);
export const lastOf = ({ view }: BucketRecords, index: number): number =>
  view.getFloat64(index * recordBytes + 8, true);
export const minOf = ({ view }: BucketRecords, index: number): number =>
  view.getFloat64(index * recordBytes + 16, true);
export const maxOf = ({ view }: BucketRecords, index: number): number =>
  view.getFloat64(index * recordBytes + 24, true);

/** Collects records; what falls into the same bucket as the one before is folded into it. */
export class RecordWriter {
  #view = new DataView(new ArrayBuffer(32 * recordBytes));
  #length = 0;
  #bucket = -1;

  /** Buckets come in ascending order, and the steps within one. */
  addPoint(bucket: number, step: number, value: number): void {
    this.addFold(bucket, step, 1, value, value, value);
  }

  addRecord(bucket: number, records: BucketRecords, index: number): void {
    const step = lastStepOf(records, index);
    const count = countOf(records, index);
    this.addFold(bucket, step, count, lastOf(records, index), minOf(records, index), maxOf(records, index));
  }

  /** What was folded from steps up to `step`; a `min` or `max` of NaN is none. */
  addFold(bucket: number, step: number, count: number, last: number, min: number, max: number): void {
    if (bucket !== this.#bucket) {
      this.#bucket = bucket;
      this.#begin(step, count, last, min, max);
    } else this.#join(step, count, last, min, max);
  }

  records(): BucketRecords {
    return toRecords(this.bytes());
  }

  bytes(): Uint8Array {
    return new Uint8Array(this.#view.buffer, 0, this.#length * recordBytes);
  }

  #begin(step: number, count: number, last: number, min: number, max: number): void {
    const at = this.#length * recordBytes;
    if (at === this.#view.byteLength) {
      const wider = new Uint8Array(2 * at);
      wider.set(new Uint8Array(this.#view.buffer));
      this.#view = new DataView(wider.buffer);
    }
    this.#length += 1;
    this.#view.setInt32(at, step, true);
    this.#view.setInt32(at + 4, count, true);
    this.#view.setFloat64(at + 8, last, true);
    this.#view.setFloat64(at + 16, min, true);
    this.#view.setFloat64(at + 24, max, true);
  }

  #join(step: number, count: number, last: number, min: number, max: number): void {
    const view = this.#view;
    const at = (this.#length - 1) * recordBytes;
    view.setInt32(at, step, true);
    view.setInt32(at + 4, view.getInt32(at + 4, true) + count, true);
    view.setFloat64(at + 8, last, true);
    const oldMin = view.getFloat64(at + 16, true);
    const oldMax = view.getFloat64(at + 24, true);
    // Comparisons with NaN are false: one that is none gives way, and nothing gives way to none.
    if (min < oldMin || Number.isNaN(oldMin)) view.setFloat64(at + 16, min, true);
    if (max > oldMax || Number.isNaN(oldMax)) view.setFloat64(at + 24, max, true);
  }
}
