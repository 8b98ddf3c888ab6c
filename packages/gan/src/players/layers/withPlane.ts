import { concat, reshape, slice } from '@tensorflow/tfjs-core';
import type { ImageShape } from '../../regularisers/augmentation.ts';
import type { Layer } from './layer.ts';

/** An image and a plane of its size, one after the other in a row [batch, h·w·c + h·w], as [batch, h, w, c + 1]. */
export function withPlane({ height, width, channels }: ImageShape): Layer {
  const pixels = height * width * channels;
  return {
    slices: [],
    apply(input) {
      const batch = input.shape[0]!;
      const image = reshape(slice(input, [0, 0], [-1, pixels]), [batch, height, width, channels]);
      const plane = reshape(slice(input, [0, pixels], [-1, -1]), [batch, height, width, 1]);
      return concat([image, plane], 3);
    },
  };
}
