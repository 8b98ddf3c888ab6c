import type { SeesawError } from '@seesaw/shared/errors';
import { dataFault } from './dataFault.ts';

/** A file in the idx format of the MNIST homepage: magic 00 00 type n, then n big-endian sizes, then the numbers. */
export interface IdxBytes {
  readonly shape: readonly number[];
  /** As they are where the file holds bytes; 0 … 255 for 0 … 1 where it holds floats. */
  readonly values: Uint8Array;
}

/** Of the format's types those that can be pixels; the others are whole numbers of two and four bytes. */
const readers: Readonly<Record<number, { size: number; read: (view: DataView, at: number) => number }>> = {
  8: { size: 1, read: (view, at) => view.getUint8(at) },
  13: { size: 4, read: (view, at) => view.getFloat32(at) },
  14: { size: 8, read: (view, at) => view.getFloat64(at) },
};

/** Throws `data-set` naming `file` where the magic is wrong, the length does not match the sizes, or a float is no brightness. */
export function parseIdx(bytes: Uint8Array, file: string): IdxBytes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const reader = bytes.length < 4 || view.getUint16(0) !== 0 ? undefined : readers[view.getUint8(2)];
  if (reader === undefined)
    throw broken(file, 'does not start like an idx file of bytes (00 00 08) or floats (00 00 0d, 0e)');
  const dimensions = view.getUint8(3);
  const header = 4 + 4 * dimensions;
  if (bytes.length < header) throw broken(file, 'is cut off inside its header');
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const count = shape.reduce((a, b) => a * b, 1);
  const expected = count * reader.size;
  if (bytes.length - header !== expected) {
    throw broken(file, `should hold ${expected} bytes of data after its header but holds ${bytes.length - header}`);
  }
  if (reader.size === 1) return { shape, values: bytes.subarray(header) };
  const values = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const value = reader.read(view, header + reader.size * i);
    if (!(value >= 0 && value <= 1)) {
      throw dataFault(
        file,
        `holds ${value} at place ${i} of its data`,
        'Floats must be numbers from 0 (black) to 1 (white).',
      );
    }
    values[i] = Math.round(255 * value);
  }
  return { shape, values };
}

export function broken(file: string, what: string, cause?: unknown): SeesawError {
  return dataFault(file, what, 'Replace the file with the original one.', cause);
}
