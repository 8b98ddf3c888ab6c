import fc from 'fast-check';
import { expect, test } from 'vitest';
import { padded } from './padded.ts';
import type { ImageData, ImageSplit } from './trainingData.ts';

const split = (count: number, length: number): ImageSplit => ({
  count,
  pixels: Uint8Array.from({ length: count * length }, (_, i) => 1 + (i % 255)),
  labels: Uint8Array.from({ length: count }, (_, i) => i % 10),
});

const images = fc
  .record({
    width: fc.integer({ min: 1, max: 5 }),
    height: fc.integer({ min: 1, max: 5 }),
    channels: fc.constantFrom(1, 3),
  })
  .map(
    ({ width, height, channels }): ImageData => ({
      ...{ kind: 'images', name: 'any', width, height, channels, labelCount: 10 },
      train: split(3, width * height * channels),
      heldOut: split(2, width * height * channels),
    }),
  );

test('every image is whole in the middle, and all around it is black', () => {
  fc.assert(
    fc.property(images, fc.integer({ min: 5, max: 8 }), (data, size) => {
      const wide = padded(data, size);
      expect(wide).toMatchObject({ width: size, height: size, channels: data.channels, name: `any-${size}px` });
      for (const part of ['train', 'heldOut'] as const) {
        expect(wide[part].labels).toEqual(data[part].labels);
        expect(cut(wide, data, part)).toEqual([...data[part].pixels]);
        expect(wide[part].pixels.filter((value) => value !== 0)).toHaveLength(data[part].pixels.length);
      }
    }),
    { numRuns: 40 },
  );
});

test('images larger than the size are refused with both fields', () => {
  const data = fc.sample(
    images.filter(({ width }) => width === 5),
    1,
  )[0]!;
  expect(() => padded(data, 4)).toThrow(/image_size is 4.*dataset any have 5 × /);
});

/** What lies in the middle, as large as the images of `data`. */
function cut(wide: ImageData, { width, height, channels }: ImageData, part: 'train' | 'heldOut'): number[] {
  const left = Math.floor((wide.width - width) / 2);
  const top = Math.floor((wide.height - height) / 2);
  const found: number[] = [];
  for (let i = 0; i < wide[part].count; i++) {
    for (let y = 0; y < height; y++) {
      const start = ((i * wide.height + top + y) * wide.width + left) * channels;
      found.push(...wide[part].pixels.subarray(start, start + width * channels));
    }
  }
  return found;
}
