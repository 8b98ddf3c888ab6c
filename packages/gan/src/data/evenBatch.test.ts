import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { evenBatch } from './evenBatch.ts';

await testBackend();

/** Ten images of one pixel in each of three folders, one folder after the other; no two are alike. */
const byFolder = {
  count: 30,
  pixels: Uint8Array.from({ length: 30 }, (_, i) => 8 * i),
  labels: Uint8Array.from({ length: 30 }, (_, i) => Math.floor(i / 10)),
};
const shown = (count: number, classes = 3) => {
  const { samples, labels } = evenBatch(byFolder, count, classes);
  const pixels = Array.from(samples.dataSync(), (value) => Math.round(((value + 1) / 2) * 255));
  return { shape: samples.shape, images: pixels.map((pixel) => pixel / 8), labels: labels?.argMax(1).dataSync() };
};

test('images are taken from every folder, with the labels that are theirs', () => {
  const { shape, images, labels } = shown(6);
  expect([shape, images]).toEqual([
    [6, 1],
    [0, 20, 10, 5, 25, 15],
  ]);
  expect([...labels!]).toEqual([0, 2, 1, 0, 2, 1]);
});

test('where there are not as many all are taken, each once', () => {
  expect(shown(100).images.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i));
  expect(shown(4, 0).labels).toBeUndefined();
});
