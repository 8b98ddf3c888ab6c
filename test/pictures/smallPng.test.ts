import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { smallPng } from './smallPng.ts';

const [width, height] = [320, 200];
/** The amber of G and the blue of a trial: a few pixels in a large picture. */
const marks = [
  [0xe6, 0x9f, 0x00],
  [0x00, 0x72, 0xb2],
] as const;

/** A smooth area of 64,000 colours with two small marks on it. */
function picture(): Uint8Array {
  const png = new PNG({ width, height });
  for (let at = 0; at < width * height; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)];
    const mark = y < 4 ? marks[x < 160 ? 0 : 1] : undefined;
    png.data.set([...(mark ?? [x & 255, y, 255 - (x & 255)]), 255], at * 4);
  }
  return PNG.sync.write(png);
}

test('a picture with a palette is smaller and about the same, and colours that mean something are the same', () => {
  const before = PNG.sync.read(picture());
  const bytes = smallPng(PNG.sync.write(before));
  const after = PNG.sync.read(bytes);
  expect([after.width, after.height]).toEqual([width, height]);
  const pixel = (png: PNG, x: number, y: number) => [
    ...png.data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
  ];
  expect(pixel(after, 5, 2)).toEqual([...marks[0], 255]);
  expect(pixel(after, 300, 2)).toEqual([...marks[1], 255]);
  for (const [x, y] of [
    [40, 60],
    [200, 150],
    [310, 190],
  ] as const) {
    const off = pixel(after, x, y).map((part, index) => Math.abs(part - pixel(before, x, y)[index]!));
    expect(Math.max(...off)).toBeLessThan(40);
  }
});
