import { SeesawError } from '@seesaw/shared/errors';

/** A file of bytes in the idx format of the MNIST homepage: magic 00 00 08 n, then n big-endian sizes, then the bytes. */
export interface IdxBytes {
  readonly shape: readonly number[];
  readonly values: Uint8Array;
}

/** Throws `data-set` naming `file` where the magic is wrong or the length does not match the sizes. */
export function parseIdx(bytes: Uint8Array, file: string): IdxBytes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0 || view.getUint8(2) !== 0x08) {
    throw broken(file, 'does not start like an idx file of bytes (00 00 08)');
  }
  const dimensions = view.getUint8(3);
  const header = 4 + 4 * dimensions;
  if (bytes.length < header) throw broken(file, 'is cut off inside its header');
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const expected = shape.reduce((a, b) => a * b, 1);
  if (bytes.length - header !== expected) {
    throw broken(file, `should hold ${expected} bytes of data after its header but holds ${bytes.length - header}`);
  }
  return { shape, values: bytes.subarray(header) };
}

export function broken(file: string, what: string, cause?: unknown): SeesawError {
  return new SeesawError('data-set', `Data file ${file} ${what}. Replace the file with the original one.`, {
    facts: { file, hint: 'Replace the file with the original one.' },
    cause,
  });
}
