import type { Generated } from '../generator.ts';
import type { PlainTensor, PlainTensors } from '../state/safetensors.ts';
import { drawPoints } from './drawPoints.ts';
import type { Picture } from './picture.ts';
import { tileImages, toPixels } from './tileImages.ts';

/** A square grid of pictures, or points on the plane. */
export function drawGenerated(generated: Generated): Picture {
  const { sample, count, values } = generated;
  if (sample.kind === 'points') {
    const { bound, centres } = sample;
    const bounds = float(Float32Array.of(-bound, bound, -bound, bound), 4);
    const modes = float(Float32Array.from(centres.flat()), centres.length, 2);
    return drawPoints({ points: float(values, count, 2), bounds, centres: modes }).picture;
  }
  return tileImages({ ...sample, count, pixels: toPixels(values) }).picture;
}

/** Every number: `z`, `labels` where there are, and `points` [count, 2] or `images` [count, height, width, channels]. */
export function tensorsOfGenerated({ sample, count, z, labels, values }: Generated): PlainTensors {
  return {
    z: float(z, count, z.length / count),
    ...(labels !== undefined && { labels: { dtype: 'int32', shape: [count], data: labels } as const }),
    ...(sample.kind === 'points'
      ? { points: float(values, count, 2) }
      : { images: float(values, count, sample.height, sample.width, sample.channels) }),
  };
}

function float(data: Float32Array, ...shape: number[]): PlainTensor {
  return { dtype: 'float32', shape, data };
}
