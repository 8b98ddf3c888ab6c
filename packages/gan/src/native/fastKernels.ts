import { getKernel, registerKernel, type Tensor, unregisterKernel } from '@tensorflow/tfjs-core';
import type { NativeBackend } from './nativeBackend.ts';

const backendName = 'tensorflow';
const kernelName = 'Reshape';

/**
 * Makes a reshape to the same shape free in tfjs-node: most gradients of broadcasting operations end with one, 17 of the 170
 * operations of a step. Call once after the backend is ready.
 *
 * Do not replace BatchMatMul by TensorFlow's `MatMul` here, though it takes 40 % less time: with tfjs-node 4.22 on
 * libtensorflow 2.21 it corrupts the heap of the process (seen with [500,128]·[128,128] under `node --cpu-prof`).
 */
export function registerFastKernels(backend: NativeBackend): void {
  const original = getKernel(kernelName, backendName);
  if (original === undefined) throw new Error(`The ${backendName} backend has no kernel ${kernelName}`);
  unregisterKernel(kernelName, backendName);
  registerKernel({
    ...original,
    kernelFunc: (parameters) => {
      const { x } = parameters.inputs as { x: Tensor };
      const { shape } = parameters.attrs as { shape: number[] };
      if (shape.length !== x.shape.length || shape.some((size, i) => size !== x.shape[i])) {
        return original.kernelFunc(parameters);
      }
      backend.incRef(x.dataId);
      return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
    },
  });
}
