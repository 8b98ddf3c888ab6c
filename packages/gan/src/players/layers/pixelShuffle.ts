import { reshape, transpose } from '@tensorflow/tfjs-core';
import type { Layer } from './layer.ts';

/**
 * Sub-pixel up-sampling (Shi et al. 2016, equation 4): [batch, h, w, s²·c] → [batch, h·s, w·s, c]. Made of reshape and
 * transpose, which have gradients of every order; tfjs's depthToSpace has none.
 */
export function pixelShuffle(scale: number): Layer {
  return {
    slices: [],
    apply(input) {
      const [batch, height, width, deep] = input.shape as [number, number, number, number];
      const channels = deep / (scale * scale);
      const cells = reshape(input, [batch, height, width, scale, scale, channels]);
      return reshape(transpose(cells, [0, 1, 3, 2, 4, 5]), [batch, height * scale, width * scale, channels]);
    },
  };
}
