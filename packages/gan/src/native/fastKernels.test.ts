import { gather, memory, reshape, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';

await testBackend();

test('gathered are rows or columns, one for each index; what is out of range is refused', () => {
  const before = memory().numTensors;
  tidy(() => {
    const table = tensor2d([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const at = (...indices: number[]) => tensor1d(indices, 'int32');
    expect(gather(table, at(2, 0, 2)).arraySync()).toEqual([
      [5, 6],
      [1, 2],
      [5, 6],
    ]);
    expect(gather(table, at(1), 1).arraySync()).toEqual([[2], [4], [6]]);
    expect(gather(tensor1d([7, 8], 'int32'), at(1, 1)).arraySync()).toEqual([8, 8]);
    const numbers = tensor2d([[1 << 30], [2]], [2, 1], 'int32');
    expect(gather(numbers, at(1, 0)).dataSync()).toEqual(Int32Array.of(2, 1 << 30));
    expect(() => gather(table, at(3)).dataSync()).toThrow();
    expect(() => gather(table, at(-1)).dataSync()).toThrow();
  });
  expect(memory().numTensors).toBe(before);
});

test('a reshape has its own shape and outlives what it was made of', () => {
  const x = tensor2d([[1, 2]]);
  const [same, flat] = [reshape(x, [1, 2]), reshape(x, [2])];
  x.dispose();
  expect(same.arraySync()).toEqual([[1, 2]]);
  expect(flat.arraySync()).toEqual([1, 2]);
});
