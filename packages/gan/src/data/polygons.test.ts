import { expect, test } from 'vitest';
import { CounterStream } from '../random/counterStream.ts';
import { polygonSplit, polygons, smallestAngle, type Triangle, triangleOf } from './polygons.ts';

const { pixels: smooth } = polygonSplit('polygon', 300, 'smooth');
const { pixels: plain } = polygonSplit('polygon', 300, 'plain');

test('angles are those of known triangles, and no drawn one has less than 20°', () => {
  const right: Triangle = [
    [0, 0],
    [3, 0],
    [0, 4],
  ];
  expect(smallestAngle(right)).toBeCloseTo(36.87, 2);
  const drawn = Array.from({ length: 300 }, (_, step) =>
    smallestAngle(triangleOf(new CounterStream({ seed: 1, purpose: 'polygon', step }))),
  );
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(20);
  expect(Math.min(...drawn)).toBeLessThan(22);
});

test('plain pixels are black or white, smooth ones grey along the edges, and both cover as much', () => {
  expect(new Set(plain)).toEqual(new Set([0, 255]));
  expect(new Set(smooth).size).toBe(17);
  const light = (pixels: Uint8Array) => pixels.reduce((sum, value) => sum + value / 255, 0) / pixels.length;
  expect(light(smooth)).toBeCloseTo(light(plain), 2);
});

test('the same triangles every time; those held out are others', () => {
  const data = polygons('polygons-plain', 'plain');
  expect([data.train.count, data.heldOut.count, data.labelCount]).toEqual([8000, 2000, 0]);
  expect(isStartOf(plain, data.train.pixels)).toBe(true);
  expect(isStartOf(plain, data.heldOut.pixels)).toBe(false);
});

/** Compared in native code: a matcher takes seconds for millions of bytes. */
function isStartOf(part: Uint8Array, whole: Uint8Array): boolean {
  return Buffer.compare(part, whole.subarray(0, part.length)) === 0;
}
