import { matMul, tensor2d, tidy } from '@tensorflow/tfjs-core';

/** x·y of every x in `a` with every y in `b`, both flat [count, size]; flat [count of a, count of b]. Waits for the device. */
export function dotProducts(a: Float32Array, b: Float32Array, size: number): Float32Array {
  let dots: Float32Array = new Float32Array();
  tidy(() => {
    const [left, right] = [a, b].map((values) => tensor2d(values, [values.length / size, size])) as [never, never];
    dots = matMul(left, right, false, true).dataSync() as Float32Array;
  });
  return dots;
}
