import { reshape, transpose } from '@tensorflow/tfjs-core';
import type { ImageShape } from '../../regularisers/augmentation.ts';
import type { Layer } from './layer.ts';

/** Images of a pack, one after the other in a row [batch, pack·h·w·c], as the channels of one: [batch, h, w, pack·c]. */
export function stacked(pack: number, { height, width, channels }: ImageShape): Layer {
  return {
    slices: [],
    apply(input) {
      const batch = input.shape[0]!;
      if (pack === 1) return reshape(input, [batch, height, width, channels]);
      const images = reshape(input, [batch, pack, height, width, channels]);
      return reshape(transpose(images, [0, 2, 3, 1, 4]), [batch, height, width, pack * channels]);
    },
  };
}
