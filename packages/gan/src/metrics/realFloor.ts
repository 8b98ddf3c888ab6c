import { evenPlaces } from '../data/evenPlaces.ts';
import type { ImageData, ImageSplit } from '../data/trainingData.ts';
import { type FeatureNet, survey } from './featureNet.ts';
import { compareFeatures, type FeatureMetrics, featureSet } from './featureSet.ts';

/**
 * What real data score against real data: as many training images as are held out, compared with those. The floor (or the
 * ceiling, for shares) that is left to a generator of exactly the training data: none can be expected to do better.
 */
export function realFloor(net: FeatureNet, { train, heldOut }: ImageData): FeatureMetrics {
  const part = evenlySpaced(train, Math.min(heldOut.count, train.count));
  return compareFeatures(net.heldOut, featureSet(survey(net, part), net.featureCount));
}

function evenlySpaced({ count, pixels }: ImageSplit, wanted: number): ImageSplit {
  const area = pixels.length / count;
  const chosen = { count: wanted, pixels: new Uint8Array(wanted * area), labels: new Uint8Array() };
  for (const [i, place] of evenPlaces(wanted, count).entries()) {
    chosen.pixels.set(pixels.subarray(place * area, (place + 1) * area), i * area);
  }
  return chosen;
}
