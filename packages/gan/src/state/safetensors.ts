import { SeesawError } from '@seesaw/shared/errors';

/** A tensor as plain memory, row-major. */
export interface PlainTensor {
  readonly dtype: 'float32' | 'int32';
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

export type PlainTensors = Readonly<Record<string, PlainTensor>>;

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const dtypeNames = { float32: 'F32', int32: 'I32' } as const;

/**
 * safetensors bytes: u64 length of the header, JSON header padded with spaces to 8 bytes, data little-endian.
 * Keys are sorted and nothing else is written, so equal tensors give equal bytes.
 */
export function encodeSafetensors(tensors: PlainTensors): Uint8Array {
  const names = Object.keys(tensors).sort();
  const header: Record<string, HeaderEntry> = {};
  let offset = 0;
  for (const name of names) {
    const { dtype, shape, data } = tensors[name]!;
    if (shape.reduce((a, b) => a * b, 1) !== data.length) {
      throw new RangeError(`${name}: shape [${shape.join(', ')}] does not hold ${data.length} values`);
    }
    header[name] = { dtype: dtypeNames[dtype], shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + offset);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, 8, 8 + headerLength);
  bytes.set(json, 8);
  for (const name of names) {
    const { data } = tensors[name]!;
    bytes.set(
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      8 + headerLength + header[name]!.data_offsets[0],
    );
  }
  return bytes;
}

/** Throws `checkpoint-corrupt` naming `file` when the bytes are torn or not safetensors. */
export function decodeSafetensors(bytes: Uint8Array, file: string): PlainTensors {
  const corrupt = (what: string, cause?: unknown) =>
    new SeesawError('checkpoint-corrupt', `${file} is not a whole safetensors file: ${what}.`, {
      facts: { file },
      cause,
    });
  if (bytes.length < 8) throw corrupt(`only ${bytes.length} bytes`);
  const headerLength = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (8 + headerLength > bytes.length) throw corrupt('the header is cut off');
  let header: Record<string, HeaderEntry>;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength)));
  } catch (cause) {
    throw corrupt('the header is not JSON', cause);
  }
  const tensors: Record<string, PlainTensor> = {};
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const [from, to] = entry.data_offsets;
    if (8 + headerLength + to > bytes.length) throw corrupt(`tensor ${name} is cut off`);
    // A copy: aligned, and right for Node's Buffer, whose own slice would share its pool.
    const { buffer } = Uint8Array.from(bytes.subarray(8 + headerLength + from, 8 + headerLength + to));
    if (entry.dtype === 'F32') tensors[name] = { dtype: 'float32', shape: entry.shape, data: new Float32Array(buffer) };
    else if (entry.dtype === 'I32')
      tensors[name] = { dtype: 'int32', shape: entry.shape, data: new Int32Array(buffer) };
    else throw corrupt(`tensor ${name} has unknown type ${entry.dtype}`);
  }
  return tensors;
}
