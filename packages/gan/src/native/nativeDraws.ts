import { type Tensor1D, tensor1d } from '@tensorflow/tfjs-core';
import type { SeededDraws } from '../random/seededDraws.ts';
import type { NativeAttribute, NativeBackend } from './nativeBackend.ts';

/** TensorFlow's stateless (Philox) operations: counter-based and computed on the device. */
export function nativeDraws(backend: NativeBackend): SeededDraws {
  const { TF_ATTR_TYPE, TF_FLOAT, TF_INT32 } = backend.binding;
  const attributes: NativeAttribute[] = [
    { name: 'dtype', type: TF_ATTR_TYPE, value: TF_FLOAT },
    { name: 'T', type: TF_ATTR_TYPE, value: TF_INT32 },
    { name: 'Tseed', type: TF_ATTR_TYPE, value: TF_INT32 },
  ];
  const draw = (operation: string) => (shape: readonly number[], words: Tensor1D) =>
    backend.executeSingleOutput(operation, attributes, [tensor1d([...shape], 'int32'), words]);
  return { normal: draw('StatelessRandomNormal'), uniform: draw('StatelessRandomUniform') };
}
