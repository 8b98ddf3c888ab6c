import { expect, test } from 'vitest';
import { requireBatch } from './requireBatch.ts';
import { ring } from './ring.ts';

const split = (count: number) => ({ count, pixels: new Uint8Array(count), labels: new Uint8Array() });
const few = {
  kind: 'images',
  name: 'image-folder:few',
  width: 1,
  height: 1,
  channels: 1,
  train: split(24),
  heldOut: split(6),
} as unknown as Parameters<typeof requireBatch>[0];

test('a batch that is larger than the data set is refused with both numbers', () => {
  requireBatch(few, 24, 6);
  expect(() => requireBatch(few, 25, 1)).toThrow(
    'Data set image-folder:few has 24 images to train on, fewer than a batch of 25 (batch_size). Use batch_size ≤ 24, or add images.',
  );
});

test('packs that are larger than what is held out are refused: nothing could be said of D', () => {
  expect(() => requireBatch(few, 16, 8)).toThrow(
    'Data set image-folder:few holds out 6 images, fewer than D looks at at once (pac 8). Use pac ≤ 6, or add images.',
  );
});

test('points are drawn without end', () => {
  requireBatch(ring, 1_000_000, 100);
});
