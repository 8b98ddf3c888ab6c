import { add, matMul, type Tensor2D } from '@tensorflow/tfjs-core';
import { type Layer, weightSlice } from './layer.ts';

/** x·W + b, [batch, from] → [batch, to]; W ~ N(0, gain / from), b = 0 at first. */
export function dense(name: string, from: number, to: number, gain: number): Layer {
  return {
    slices: [
      weightSlice(`${name}.kernel`, [from, to], { deviation: Math.sqrt(gain / from) }),
      weightSlice(`${name}.bias`, [to], { value: 0 }),
    ],
    apply: (input, [kernel, bias]) => add(matMul(input as Tensor2D, kernel as Tensor2D), bias!),
  };
}
