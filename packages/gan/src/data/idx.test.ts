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

const floats = (values: number[]) => {
  const bytes = new Uint8Array(8 + 4 * values.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x0d01);
  view.setUint32(4, values.length);
  values.forEach((value, i) => {
    view.setFloat32(8 + 4 * i, value);
  });
  return bytes;
};

test('reads sizes big-endian and the bytes after them', () => {
  expect(parseIdx(idx([2, 3], [1, 2, 3, 4, 5, 6]), 'f')).toEqual({
    shape: [2, 3],
    values: Uint8Array.of(1, 2, 3, 4, 5, 6),
  });
});

test('floats from 0 to 1 become bytes', () => {
  expect(parseIdx(floats([0, 0.5, 1]), 'f')).toEqual({ shape: [3], values: Uint8Array.of(0, 128, 255) });
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, -0.1, 17])('a float that is %d is named with its place', (value) => {
  expect(() => parseIdx(floats([0, value]), 'own/file')).toThrow(
    /^own\/file holds .* at place 1 of its data\. Floats must/,
  );
});

test.each([
  ['wrong magic', Uint8Array.of(1, 2, 3, 4, 5), /does not start like an idx file/],
  ['numbers that are no pixels', Uint8Array.of(0, 0, 12, 1, 0, 0, 0, 0), /does not start like an idx file of bytes/],
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
