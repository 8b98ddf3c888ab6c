import type postgres from 'postgres';
import type { Sql } from '../connection/database.ts';

/** Steps (ascending) and values of one series. */
export interface SeriesPoints {
  readonly length: number;
  step(index: number): number;
  value(index: number): number;
}

/**
 * Points as Postgres has them in memory: reading a million numbers as decimal text takes several times as long. Use with
 * {@link unpackPoints}.
 */
export function packedPoints(sql: Sql): postgres.Fragment {
  return sql`
    array_send(array_agg(p.step order by p.step)) as steps, array_send(array_agg(p.value order by p.step)) as values`;
}

export interface PackedPoints {
  readonly steps: Uint8Array;
  readonly values: Uint8Array;
}

/** Of array_send: dimensions, null flag, element type, length, lower bound; then each element after its own length (big-endian). */
const headerBytes = 20;
const lengthBytes = 4;

export function unpackPoints({ steps, values }: PackedPoints): SeriesPoints {
  const stepView = new DataView(steps.buffer, steps.byteOffset, steps.byteLength);
  const valueView = new DataView(values.buffer, values.byteOffset, values.byteLength);
  return {
    length: stepView.getInt32(12),
    step: (index) => stepView.getInt32(headerBytes + index * (lengthBytes + 4) + lengthBytes),
    value: (index) => valueView.getFloat64(headerBytes + index * (lengthBytes + 8) + lengthBytes),
  };
}
