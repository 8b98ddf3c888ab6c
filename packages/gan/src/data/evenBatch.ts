import { tensor2d } from '@tensorflow/tfjs-core';
import { type Batch, labelRows } from './batch.ts';
import { evenBeginnings } from './evenBeginnings.ts';
import { evenPlaces } from './evenPlaces.ts';
import { type ImageSplit, imagesAsFloats } from './trainingData.ts';

/**
 * `count` images of a split, evenly from all of it, all where there are not as many: a person's own lie folder by folder, so that
 * the first ones may be of one label. Of the batch too: where fewer are compared they are its first ones, also evenly from all.
 */
export function evenBatch(split: ImageSplit, count: number, classes: number): Batch {
  const shown = Math.min(count, split.count);
  const ordered = evenPlaces(shown, split.count);
  const places = evenBeginnings(shown).map((place) => ordered[place]!);
  const floats = imagesAsFloats(split, Uint32Array.from(places));
  const samples = tensor2d(floats, [shown, floats.length / shown]);
  if (classes === 0) return { samples };
  const labels = places.map((place) => split.labels[place]!);
  return { samples, labels: labelRows(labels, classes) };
}
