import { expect, test } from 'vitest';
import { stackedMnist } from './stackedMnist.ts';
import type { ImageData } from './trainingData.ts';

/** Ten "digits" of 2 × 2 equal pixels each, 10 × their label; those held out are one lighter. */
const digits: ImageData = {
  ...{ kind: 'images', name: 'mnist-10k', width: 2, height: 2, channels: 1, labelCount: 10 },
  train: flat(0),
  heldOut: flat(1),
};

test('channels are three digits drawn apart: all thousand triples appear, each pixel from the digit of its channel', () => {
  const { train, heldOut, stackOf } = stackedMnist(digits);
  expect(stackOf).toBe(digits);
  const seen = new Set<number>();
  for (let start = 0; start < train.pixels.length; start += 12) {
    const [red, green, blue] = train.pixels.subarray(start, start + 3) as unknown as [number, number, number];
    seen.add(10 * red + green + blue / 10);
    for (let p = 3; p < 12; p++)
      if (train.pixels[start + p] !== train.pixels[start + p - 3]) expect.fail(`byte ${start + p}`);
  }
  expect(seen.size).toBe(1000);
  expect(heldOut.pixels.every((value) => value % 10 === 1)).toBe(true);
});

test('the same triples every time', () => {
  const [once, again] = [stackedMnist(digits), stackedMnist(digits)];
  expect(Buffer.compare(once.train.pixels, again.train.pixels)).toBe(0);
});

function flat(lighter: number) {
  const pixels = Uint8Array.from({ length: 40 }, (_, i) => 10 * Math.floor(i / 4) + lighter);
  return { count: 10, pixels, labels: Uint8Array.from({ length: 10 }, (_, i) => i) };
}
