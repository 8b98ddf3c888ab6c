import { SeesawError } from '@seesaw/shared/errors';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeSafetensors, encodeSafetensors, type PlainTensor } from './safetensors.ts';

const tensor: fc.Arbitrary<PlainTensor> = fc.oneof(
  fc.float32Array({ maxLength: 20 }).map((data) => ({ dtype: 'float32' as const, shape: [data.length], data })),
  fc.int32Array({ maxLength: 20 }).map((data) => ({ dtype: 'int32' as const, shape: [1, data.length], data })),
);

test('what is written is read back bit for bit, NaN and infinities included', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string({ minLength: 1 }).filter((name) => name !== '__metadata__' && name !== '__proto__'),
        tensor,
      ),
      (tensors) => {
        const bytes = encodeSafetensors(tensors);
        const read = decodeSafetensors(Buffer.from(bytes), 'test');
        expect(Object.keys(read).sort()).toEqual(Object.keys(tensors).sort());
        for (const [name, { dtype, shape, data }] of Object.entries(tensors)) {
          expect(read[name]).toMatchObject({ dtype, shape });
          expect(bits(read[name]!.data)).toEqual(bits(data));
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('the order of keys does not change the bytes, and data start at a multiple of 8', () => {
  const a: PlainTensor = { dtype: 'float32', shape: [2], data: Float32Array.of(1, 2) };
  const b: PlainTensor = { dtype: 'int32', shape: [1], data: Int32Array.of(7) };
  const bytes = encodeSafetensors({ b, a });
  expect(bytes).toEqual(encodeSafetensors({ a, b }));
  expect(Number(new DataView(bytes.buffer).getBigUint64(0, true)) % 8).toBe(0);
});

test('a file that is cut off anywhere is refused with its name', () => {
  const bytes = encodeSafetensors({ a: { dtype: 'float32', shape: [3], data: Float32Array.of(1, 2, 3) } });
  for (const length of [0, 7, 8, 20, bytes.length - 1]) {
    expect(() => decodeSafetensors(bytes.subarray(0, length), 'state.safetensors')).toThrow(SeesawError);
    expect(() => decodeSafetensors(bytes.subarray(0, length), 'state.safetensors')).toThrow(/state\.safetensors/);
  }
});

test('a shape that does not hold the data is refused when writing', () => {
  expect(() => encodeSafetensors({ a: { dtype: 'float32', shape: [2, 2], data: new Float32Array(3) } })).toThrow(
    /a: shape/,
  );
});

function bits(data: Float32Array | Int32Array): number[] {
  return Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}
