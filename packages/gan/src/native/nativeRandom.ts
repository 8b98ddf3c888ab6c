import { tensor1d, tidy } from '@tensorflow/tfjs-core';
import { type DrawKey, keyWords, type RandomSource } from '../random/randomSource.ts';
import type { NativeAttribute, NativeBackend } from './nativeBackend.ts';

/** TensorFlow's stateless (Philox) operations: counter-based and computed on the device. */
export function nativeRandom(backend: NativeBackend): RandomSource {
  const { TF_ATTR_TYPE, TF_FLOAT, TF_INT32 } = backend.binding;
  const attributes: NativeAttribute[] = [
    { name: 'dtype', type: TF_ATTR_TYPE, value: TF_FLOAT },
    { name: 'T', type: TF_ATTR_TYPE, value: TF_INT32 },
    { name: 'Tseed', type: TF_ATTR_TYPE, value: TF_INT32 },
  ];
  const draw = (operation: string) => (shape: readonly number[], key: DrawKey) =>
    tidy(() =>
      backend.executeSingleOutput(operation, attributes, [
        tensor1d([...shape], 'int32'),
        tensor1d([...keyWords(key)], 'int32'),
      ]),
    );
  return { normal: draw('StatelessRandomNormal'), uniform: draw('StatelessRandomUniform') };
}
