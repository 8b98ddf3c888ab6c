import type { ImageData, ImageSplit } from './src/data/trainingData.ts';

const side = 8;

/** For tests: small pictures with labels 0–9 in turn. */
export const testImages: ImageData = {
  kind: 'images',
  name: 'mnist-10k',
  width: side,
  height: side,
  channels: 1,
  labelCount: 10,
  train: pictures(20),
  heldOut: pictures(16),
};

function pictures(count: number): ImageSplit {
  const area = side * side;
  // No two alike.
  const pixels = Uint8Array.from({ length: count * area }, (_, i) => (i * i * 31 + 17 * Math.floor(i / area)) % 256);
  return { count, pixels, labels: Uint8Array.from({ length: count }, (_, i) => i % 10) };
}
