import { describe, expect, it } from 'vitest';
import { constantOf, dataTypes } from './attrValue.ts';

const { float32, int32, bool } = dataTypes;

describe('a constant', () => {
  it('is one number where all of them are alike in every bit', () => {
    expect(constantOf([3], float32, Float32Array.of(2.5, 2.5, 2.5)).floatVal).toEqual([2.5]);
    expect(constantOf([1], float32, Float32Array.of(-0)).floatVal).toEqual([-0]);
    expect(constantOf([2], float32, Float32Array.of(NaN, NaN)).floatVal).toEqual([NaN]);
    expect(constantOf([2, 2], int32, new Int32Array(4).fill(-7)).intVal).toEqual([-7]);
    expect(constantOf([2], bool, Uint8Array.of(1, 1)).boolVal).toEqual([true]);
    const part = new Float32Array(6).fill(4, 2, 5).subarray(2, 5);
    expect(constantOf([3], float32, part).floatVal).toEqual([4]);
  });

  it('is all of them where one differs, the first or the last, or in its sign alone', () => {
    for (const values of [Float32Array.of(1, 2, 2), Float32Array.of(2, 2, 1), Float32Array.of(0, -0)]) {
      const { floatVal, tensorContent } = constantOf([values.length], float32, values);
      expect(floatVal).toBeUndefined();
      expect(new Float32Array(tensorContent!.slice().buffer)).toEqual(values);
    }
    expect(constantOf([0], float32, new Float32Array()).tensorContent).toEqual(new Uint8Array());
  });
});
