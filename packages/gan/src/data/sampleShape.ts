import type { SampleShape } from '@seesaw/shared/checkpointManifest';
import { ring } from './ring.ts';
import type { TrainingData } from './trainingData.ts';

/** What the manifest of a checkpoint says of the data. */
export function sampleShapeOf(data: TrainingData): SampleShape {
  if (data.kind === 'points') {
    const { kind, centres, sigma, bound } = data;
    return { kind, centres, sigma, bound };
  }
  const { kind, width, height, channels, labelCount } = data;
  return { kind, width, height, channels, labelCount };
}

/** The data as far as running the players needs them: without a single item. */
export function unseenData(sample: SampleShape, name: string): TrainingData {
  if (sample.kind === 'points') return { ...sample, name };
  const nothing = { count: 0, pixels: new Uint8Array(), labels: new Uint8Array() };
  return { ...sample, name, train: nothing, heldOut: nothing };
}

/** Manifests did not always say it: then the data were the ring, or digits of 28 × 28. */
export function sampleShapeBefore(dataset: string): SampleShape {
  return dataset === 'ring'
    ? sampleShapeOf(ring)
    : { kind: 'images', width: 28, height: 28, channels: 1, labelCount: 10 };
}
