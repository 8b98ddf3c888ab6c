import { matMul, type Tensor2D } from '@tensorflow/tfjs-core';
import { type Layer, weightSlice } from './layer.ts';

/**
 * Labels y [batch, classes], one 1 a row, as the rows of a learned table that belong to them: yE, [batch, size]. E ~ N(0, deviation²)
 * at first. A product instead of a look-up, so that it is right in the second order.
 */
export function embedding(
  name: string,
  { classes, size, deviation }: { classes: number; size: number; deviation: number },
): Layer {
  return {
    slices: [weightSlice(`${name}.table`, [classes, size], { deviation })],
    apply: (labels, [table]) => matMul(labels as Tensor2D, table as Tensor2D),
  };
}
