import {
  getKernel,
  type KernelFunc,
  registerKernel,
  scalar,
  type Tensor,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import type { NativeBackend } from './nativeBackend.ts';

const backendName = 'tensorflow';

/**
 * Replaces kernels of tfjs-node that do too much. Call once after the backend is ready.
 *
 * - A reshape to the same shape is free: most gradients of broadcasting operations end with one, 17 of the 170 operations of a
 *   step.
 * - A gather does not read its indices first, which waits for the device and cannot be compiled: on a CPU
 *   TensorFlow refuses those that are out of range itself.
 *
 * Do not replace BatchMatMul by TensorFlow's `MatMul` here, though it takes 40 % less time: with tfjs-node 4.22 on
 * libtensorflow 2.21 it corrupts the heap of the process (seen with [500,128]·[128,128] under `node --cpu-prof`).
 */
export function registerFastKernels(backend: NativeBackend): void {
  replace('Reshape', (original) => (parameters) => {
    const { x } = parameters.inputs as { x: Tensor };
    const { shape } = parameters.attrs as { shape: number[] };
    if (shape.length !== x.shape.length || shape.some((size, i) => size !== x.shape[i])) return original(parameters);
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  });

  const { TF_ATTR_INT, TF_ATTR_TYPE, TF_FLOAT, TF_INT32 } = backend.binding;
  const gathering = (type: number) => [
    { name: 'batch_dims', type: TF_ATTR_INT, value: 0 },
    { name: 'Tparams', type: TF_ATTR_TYPE, value: type },
    { name: 'Tindices', type: TF_ATTR_TYPE, value: TF_INT32 },
    { name: 'Taxis', type: TF_ATTR_TYPE, value: TF_INT32 },
  ];
  const attributesOf = new Map([
    ['float32', gathering(TF_FLOAT)],
    ['int32', gathering(TF_INT32)],
  ]);
  replace('GatherV2', (original) => (parameters) => {
    const { x, indices } = parameters.inputs as { x: Tensor; indices: Tensor };
    const { axis, batchDims } = parameters.attrs as { axis: number; batchDims: number };
    const attributes = attributesOf.get(x.dtype);
    if (batchDims !== 0 || attributes === undefined || indices.dtype !== 'int32') return original(parameters);
    const along = scalar(axis, 'int32');
    const gathered = backend.executeSingleOutput('GatherV2', attributes, [x, indices, along]);
    along.dispose();
    return gathered;
  });
}

function replace(kernelName: string, faster: (original: KernelFunc) => KernelFunc): void {
  const original = getKernel(kernelName, backendName);
  if (original === undefined) throw new Error(`The ${backendName} backend has no kernel ${kernelName}`);
  unregisterKernel(kernelName, backendName);
  registerKernel({ ...original, kernelFunc: faster(original.kernelFunc) });
}
