import { encode } from 'jpeg-js';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { decodePicture } from './decodePicture.ts';

const width = 24;
const height = 16;
/** A smooth slope, which JPEG keeps nearly as it is. */
const rgba = Uint8Array.from({ length: width * height * 4 }, (_, i) =>
  i % 4 === 3 ? 255 : Math.floor((i >> 2) % width) * 8 + 20 * (i % 4),
);
const jpeg = new Uint8Array(encode({ width, height, data: rgba }, 95).data);
const png = PNG.sync.write(Object.assign(new PNG({ width, height }), { data: Buffer.from(rgba) }));

test('a PNG comes back to the byte, a JPEG nearly, whatever the file is called', () => {
  expect(decodePicture(png, 'a.jpg')).toEqual({ width, height, rgba: Buffer.from(rgba) });
  const shown = decodePicture(jpeg, 'a.png');
  expect(shown).toMatchObject({ width, height });
  expect(Math.max(...shown.rgba.map((value, i) => Math.abs(value - rgba[i]!)))).toBeLessThan(24);
});

test.each([
  ['a JPEG that was cut off', jpeg.subarray(0, jpeg.length * 0.7), /is no whole JPEG \(its end is missing\)/],
  [
    'a PNG that was cut off',
    png.subarray(0, png.length * 0.7),
    /is no whole PNG \(it is cut off, damaged, or of a kind that is not read\)\. Replace it/,
  ],
  [
    'a PNG of a changed byte',
    png.map((byte, i) => (i === 60 ? byte ^ 255 : byte)),
    /is no whole PNG \(it is cut off, damaged, or of a kind that is not read\)/,
  ],
  ['a GIF', new TextEncoder().encode('GIF89a……'), /is neither a PNG nor a JPEG\. Convert it to PNG/],
  ['an empty file', new Uint8Array(), /is empty/],
])('%s is a data-set error that names the file', (_what, bytes, message) => {
  expect(() => decodePicture(bytes, 'own/a.png')).toThrow(message);
  expect(() => decodePicture(bytes, 'own/a.png')).toThrow(
    expect.objectContaining({
      code: 'data-set',
      retryable: false,
      facts: expect.objectContaining({ file: 'own/a.png' }),
    }),
  );
});

test('a PNG that says it is enormous is not unpacked', () => {
  const bytes = Uint8Array.from(png);
  new DataView(bytes.buffer).setUint32(16, 60_000);
  new DataView(bytes.buffer).setUint32(20, 60_000);
  expect(() => decodePicture(bytes, 'bomb.png')).toThrow(/more than 100 megapixels/);
});
