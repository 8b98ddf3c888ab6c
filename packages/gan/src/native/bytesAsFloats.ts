import { engine, getKernel, registerKernel, type Tensor } from '@tensorflow/tfjs-core';
import type { NativeBackend } from './nativeBackend.ts';

const kernelName = 'BytesAsFloats';
const backendName = 'tensorflow';

/**
 * The four bytes of each number, the first in memory first, as 0 … 255: int32 [...shape] → float32 [...shape, 4]. tfjs has no
 * tensors of bytes and nothing that takes numbers apart. Only where `registerBytesAsFloats` was called.
 */
export function bytesAsFloats(numbers: Tensor): Tensor {
  return engine().runKernel(kernelName, { numbers });
}

/** Call once after the backend is ready. */
export function registerBytesAsFloats(backend: NativeBackend): void {
  if (getKernel(kernelName, backendName) !== undefined) return;
  const { TF_ATTR_TYPE, TF_ATTR_BOOL, TF_INT32, TF_UINT8, TF_FLOAT } = backend.binding;
  const apart = [
    { name: 'T', type: TF_ATTR_TYPE, value: TF_INT32 },
    { name: 'type', type: TF_ATTR_TYPE, value: TF_UINT8 },
  ];
  const asFloats = [
    { name: 'SrcT', type: TF_ATTR_TYPE, value: TF_UINT8 },
    { name: 'DstT', type: TF_ATTR_TYPE, value: TF_FLOAT },
    { name: 'Truncate', type: TF_ATTR_BOOL, value: false },
  ];
  registerKernel({
    kernelName,
    backendName,
    kernelFunc({ inputs }) {
      const bytes = backend.executeSingleOutput('Bitcast', apart, [inputs.numbers as Tensor]);
      const floats = backend.executeSingleOutput('Cast', asFloats, [bytes]);
      bytes.dispose();
      return floats;
    },
  });
}
