import { SeesawError } from '@seesaw/shared/errors';
import { expect, test } from 'vitest';
import { parseIdx } from './idx.ts';
import { mnist10k } from './mnist.ts';

const idx = (shape: number[], values: number[]) => {
  const bytes = new Uint8Array(4 + 4 * shape.length + values.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x0800 + shape.length);
  shape.forEach((size, i) => {
    view.setUint32(4 + 4 * i, size);
  });
  bytes.set(values, 4 + 4 * shape.length);
  return bytes;
};

test('reads sizes big-endian and the bytes after them', () => {
  expect(parseIdx(idx([2, 3], [1, 2, 3, 4, 5, 6]), 'f')).toEqual({
    shape: [2, 3],
    values: Uint8Array.of(1, 2, 3, 4, 5, 6),
  });
});

test.each([
  ['wrong magic', Uint8Array.of(1, 2, 3, 4, 5), /does not start like an idx file/],
  ['a cut header', idx([2, 3], []).subarray(0, 9), /cut off inside its header/],
  ['too few bytes', idx([2, 3], [1, 2]), /should hold 6 bytes of data after its header but holds 2/],
  ['too many bytes', idx([1], [1, 2]), /should hold 1 bytes/],
])('%s is an error that names the file', (_what, bytes, message) => {
  expect(() => parseIdx(bytes, 'some/file.gz')).toThrow(message);
  expect(() => parseIdx(bytes, 'some/file.gz')).toThrow(/some\/file\.gz/);
});

test('images and labels that do not fit each other are a typed error naming the labels file', () => {
  const images = { path: 'images.gz', bytes: idx([2, 28, 28], new Array(2 * 784).fill(0)) };
  const labels = { path: 'labels.gz', bytes: idx([3], [1, 2, 3]) };
  try {
    mnist10k({ images, labels });
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(SeesawError);
    expect(error).toMatchObject({ code: 'data-set', retryable: false, facts: { file: 'labels.gz' } });
    expect((error as Error).message).toContain('has 3 labels for the 2 images of images.gz');
  }
});
