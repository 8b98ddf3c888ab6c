import { grad, mul, norm, sum, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { type AugmentationKind, augmentation } from './augmentation.ts';

const random = await testBackend();
const shape = { height: 16, width: 8, channels: 3 };
const batch = 12;
const size = shape.height * shape.width * shape.channels;
const key = { seed: 4, purpose: 'augment-d-real', step: 1 } as const;
const images = random.uniform([batch, size], { seed: 1, purpose: 'z-for-d', step: 0 }).add(0.1) as Tensor2D;
const augmented = (kinds: AugmentationKind[], x = images, step = 1) =>
  augmentation(x, shape, kinds, random, { change: { ...key, step } });

test('translation moves each image by its own whole number of pixels, at most an eighth, and fills with 0', () => {
  const before = images.dataSync();
  const after = augmented(['translation']).dataSync();
  const shifts = new Set<string>();
  for (let i = 0; i < batch; i++) {
    const found: string[] = [];
    for (let dy = -2; dy <= 2; dy++) {
      for (let dx = -1; dx <= 1; dx++) if (isShifted(before, after, i, dy, dx)) found.push(`${dy},${dx}`);
    }
    expect(found).toHaveLength(1);
    shifts.add(found[0]!);
  }
  expect(shifts.size).toBeGreaterThan(3);
});

test('cutout blanks one rectangle of at most half the sides, and leaves every other pixel', () => {
  const before = images.dataSync();
  const after = augmented(['cutout']).dataSync();
  for (let i = 0; i < batch; i++) {
    const all = pixels();
    const blank = all.filter(({ at }) => after[i * size + at] === 0);
    const rows = new Set(blank.map(({ y }) => y)).size;
    const columns = new Set(blank.map(({ x }) => x)).size;
    expect(blank).toHaveLength(rows * columns);
    expect(rows).toBeLessThanOrEqual(8);
    expect(columns).toBeLessThanOrEqual(4);
    expect(rows * columns).toBeGreaterThan(0);
    const kept = all.filter((pixel) => !blank.includes(pixel));
    expect(kept.every(({ at }) => after[i * size + at] === before[i * size + at])).toBe(true);
  }
});

test('colour changes brightness, saturation and contrast: differences within an image stay in order', () => {
  const grey = images.mul(0).add(0.4) as Tensor2D;
  const after = augmented(['color'], grey).dataSync();
  for (let i = 0; i < batch; i++) {
    const image = after.slice(i * size, (i + 1) * size);
    // An even image has no contrast and no saturation to change: it only becomes brighter or darker.
    expect(Math.max(...image) - Math.min(...image)).toBeLessThan(1e-5);
    expect(Math.abs(image[0]! - 0.4)).toBeLessThanOrEqual(0.5);
  }
  expect(new Set(Array.from({ length: batch }, (_, i) => after[i * size])).size).toBe(batch);
});

test('the same key gives the same change, another step another one', () => {
  const kinds: AugmentationKind[] = ['color', 'translation', 'cutout'];
  const first = Array.from(augmented(kinds).dataSync());
  expect(Array.from(augmented(kinds).dataSync())).toEqual(first);
  expect(Array.from(augmented(kinds, images, 2).dataSync())).not.toEqual(first);
});

test('its gradient equals finite differences', () => {
  const probe = random.normal([batch, size], { seed: 2, purpose: 'z-for-d', step: 0 });
  const direction = random.normal([batch, size], { seed: 3, purpose: 'z-for-d', step: 0 });
  const unit = direction.div(norm(direction));
  const value = (x: Tensor) => sum(mul(probe, augmented(['color', 'translation', 'cutout'], x as Tensor2D)));
  const found = sum(mul(grad(value)(images), unit)).dataSync()[0]!;
  const h = 0.5;
  const at = (by: number) => value(images.add(unit.mul(by))).dataSync()[0]!;
  // Linear in the image, so a large step is exact.
  expect(found).toBeCloseTo((at(h) - at(-h)) / (2 * h), 2);
});

function isShifted(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  image: number,
  dy: number,
  dx: number,
): boolean {
  const { height, width, channels } = shape;
  return pixels().every(({ x, y, at }) => {
    const [fromY, fromX] = [y - dy, x - dx];
    const inside = fromY >= 0 && fromY < height && fromX >= 0 && fromX < width;
    const expected = inside ? before[image * size + (fromY * width + fromX) * channels]! : 0;
    return after[image * size + at] === expected;
  });
}

/** The first channel of every pixel. */
function pixels(): { x: number; y: number; at: number }[] {
  const { height, width, channels } = shape;
  return Array.from({ length: height * width }, (_, i) => ({
    x: i % width,
    y: Math.floor(i / width),
    at: i * channels,
  }));
}
