import { CounterStream } from '../random/counterStream.ts';
import type { Purpose } from '../random/purposes.ts';
import type { ImageData, ImageSplit } from './trainingData.ts';

/** The set is the same for every trial, so that scores compare. */
const seed = 1000;
const trainCount = 20_000;
const heldOutCount = 2000;
const channels = 3;

/**
 * Three digits as red, green and blue: 10³ modes (Metz et al. 2017, section 3.3.1). Triple i is a function of (seed, i);
 * those held out are made of held-out digits.
 */
export function stackedMnist(digits: ImageData): ImageData {
  return {
    ...{ kind: 'images', name: 'stacked-mnist', width: digits.width, height: digits.height, channels, labelCount: 0 },
    stackOf: digits,
    train: stackedSplit(digits.train, trainCount, 'stacked-digit'),
    heldOut: stackedSplit(digits.heldOut, heldOutCount, 'held-out-stacked-digit'),
  };
}

/** The first `count` triples of a split. */
export function stackedSplit(
  digits: Pick<ImageSplit, 'count' | 'pixels'>,
  count: number,
  purpose: Purpose,
): ImageSplit {
  const area = digits.pixels.length / digits.count;
  const pixels = new Uint8Array(count * area * channels);
  for (let i = 0; i < count; i++) {
    const stream = new CounterStream({ seed, purpose, step: i });
    for (let channel = 0; channel < channels; channel++) {
      const from = stream.below(digits.count) * area;
      const to = i * area * channels + channel;
      for (let p = 0; p < area; p++) pixels[to + p * channels] = digits.pixels[from + p]!;
    }
  }
  return { count, pixels, labels: new Uint8Array() };
}
