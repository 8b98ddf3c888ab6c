import { add, conv2dTranspose, type Tensor4D } from '@tensorflow/tfjs-core';
import { type Layer, weightSlice } from './layer.ts';

/** The transpose of a strided convolution, [batch, h, w, from] → [batch, h·s, w·s, to]. */
export function convTransposed(
  name: string,
  { from, to, size, stride, gain }: { from: number; to: number; size: number; stride: number; gain: number },
): Layer {
  // Of the k² taps of the kernel only about (k/s)² reach one output.
  const fanIn = (size * size * from) / (stride * stride);
  return {
    slices: [
      weightSlice(`${name}.kernel`, [size, size, to, from], { deviation: Math.sqrt(gain / fanIn) }),
      weightSlice(`${name}.bias`, [to], { value: 0 }),
    ],
    apply: (input, [kernel, bias]) => {
      const [batch, height, width] = (input as Tensor4D).shape;
      const shape: [number, number, number, number] = [batch, height * stride, width * stride, to];
      return add(conv2dTranspose(input as Tensor4D, kernel as Tensor4D, shape, stride, 'same'), bias!);
    },
  };
}
