import { expect, test } from 'vitest';
import { psnr } from './psnr.ts';
import reference from './reference/reference.json' with { type: 'json' };
import { ssim } from './ssim.ts';

const images = reference.images.map(({ shape, a, b, ...expected }) => {
  const [height, width, channels] = shape as [number, number, number];
  return { a: Float32Array.from(a), b: Float32Array.from(b), shape: { height, width, channels, range: 255 }, expected };
});

test.each(images)('PSNR and SSIM are those of scikit-image, $shape.channels channels', ({ a, b, shape, expected }) => {
  expect(psnr(a, b, 255)).toBeCloseTo(expected.psnr, 10);
  expect(ssim(a, b, shape)).toBeCloseTo(expected.ssim, 10);
  expect(ssim(b, a, shape)).toBeCloseTo(expected.ssim, 10);
});

test('the scale of pixels does not matter when its range is said', () => {
  const { a, b, shape, expected } = images[0]!;
  const [x, y] = [a, b].map((pixels) => pixels.map((pixel) => pixel / 127.5)) as [Float32Array, Float32Array];
  expect(psnr(x, y, 2)).toBeCloseTo(expected.psnr, 4);
  expect(ssim(x, y, { ...shape, range: 2 })).toBeCloseTo(expected.ssim, 5);
});

test('equal images: SSIM 1, PSNR infinite; an offset of a tenth of the range is 20 dB', () => {
  const { a, shape } = images[0]!;
  expect(ssim(a, a, shape)).toBeCloseTo(1, 12);
  expect(psnr(a, a, 255)).toBe(Number.POSITIVE_INFINITY);
  const grey = new Float32Array(100);
  expect(psnr(grey, grey.fill(0.5).slice().fill(0.7), 2)).toBeCloseTo(20, 5);
});

test('an inverted image is less alike than an unrelated one', () => {
  const { a, shape } = images[0]!;
  const inverted = ssim(
    a,
    a.map((pixel) => 255 - pixel),
    shape,
  );
  expect(inverted).toBeLessThan(0);
});

test('a pixel that is no number makes both NaN, and an image smaller than the window has no SSIM', () => {
  const { a, b, shape } = images[0]!;
  const broken = Float32Array.from(a);
  broken[400] = Number.NaN;
  expect(psnr(broken, b, 255)).toBeNaN();
  expect(ssim(broken, b, shape)).toBeNaN();
  const small = new Float32Array(100);
  expect(ssim(small, small, { width: 10, height: 10, channels: 1, range: 1 })).toBeNaN();
});
