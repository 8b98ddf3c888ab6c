import { expect, test } from 'vitest';
import { imagesAsFloats, labelsAt } from './trainingData.ts';

test.each([1, 3, 4, 9, 784])(
  'images of %d numbers are floats in [−1, 1], in the order of their indices',
  (features) => {
    const pixels = Uint8Array.from({ length: 5 * features }, (_, place) => (place * 89) % 256);
    const split = { count: 5, pixels, labels: Uint8Array.of(3, 1, 4, 1, 5) };
    const indices = Uint32Array.of(4, 0, 2, 4);
    const expected = Array.from(indices).flatMap((index) =>
      Array.from(pixels.subarray(index * features, (index + 1) * features), (byte) => Math.fround(byte / 127.5 - 1)),
    );
    expect(Array.from(imagesAsFloats(split, indices))).toEqual(expected);
    expect([Math.min(...expected), Math.max(...expected)].every((one) => Math.abs(one) <= 1)).toBe(true);
    expect(Array.from(labelsAt(split, indices))).toEqual([5, 3, 4, 5]);
  },
);
