import { add, conv2d, type Tensor4D } from '@tensorflow/tfjs-core';
import { type Layer, weightSlice } from './layer.ts';

/** Cross-correlation with a k × k kernel, padded so that stride s divides the size: [batch, h, w, from] → [batch, h/s, w/s, to]. */
export function conv(
  name: string,
  { from, to, size, stride, gain }: { from: number; to: number; size: number; stride: number; gain: number },
): Layer {
  return {
    slices: [
      weightSlice(`${name}.kernel`, [size, size, from, to], { deviation: Math.sqrt(gain / (size * size * from)) }),
      weightSlice(`${name}.bias`, [to], { value: 0 }),
    ],
    apply: (input, [kernel, bias]) => add(conv2d(input as Tensor4D, kernel as Tensor4D, stride, 'same'), bias!),
  };
}
