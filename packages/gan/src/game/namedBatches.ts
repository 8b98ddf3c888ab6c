import type { NamedTensorMap, Tensor2D } from '@tensorflow/tfjs-core';
import type { Batch } from '../data/batch.ts';

/** Batches as named tensors: `<name>0`, `<name>0_labels`, `<name>1`, … */
export function namedBatches(batches: Readonly<Record<string, readonly Batch[]>>): NamedTensorMap {
  const named: NamedTensorMap = {};
  for (const [name, all] of Object.entries(batches)) {
    all.forEach(({ samples, labels }, index) => {
      named[`${name}${index}`] = samples;
      if (labels !== undefined) named[`${name}${index}_labels`] = labels;
    });
  }
  return named;
}

/** And back. */
export function batchesNamed(named: NamedTensorMap, name: string): Batch[] {
  const batches: Batch[] = [];
  for (let samples = named[`${name}0`]; samples !== undefined; samples = named[`${name}${batches.length}`]) {
    const labels = named[`${name}${batches.length}_labels`] as Tensor2D | undefined;
    batches.push({ samples: samples as Tensor2D, ...(labels !== undefined && { labels }) });
  }
  return batches;
}
