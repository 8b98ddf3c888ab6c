import type { Rank, ShapeMap, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { tensor1d, tidy } from '@tensorflow/tfjs-core';
import { dataTypes } from './attrValue.ts';
import { nativeBackend } from './nativeBackend.ts';

/**
 * Numbers that are a function of a seed alone (TensorFlow's counter-based Philox): inside of a program they are drawn anew
 * at each call when the seed is an input or a variable, such as [seed, step].
 * Equal in eager and `graph`; XLA has a generator of its own, so a mode is deterministic by itself.
 */

/** float32 from N(0, 1). @param seed int32 [2] */
export function statelessNormal<R extends Rank>(shape: ShapeMap[R], seed: Tensor1D): Tensor<R> {
  return draw('StatelessRandomNormal', shape, seed);
}

/** float32 in [0, 1). @param seed int32 [2] */
export function statelessUniform<R extends Rank>(shape: ShapeMap[R], seed: Tensor1D): Tensor<R> {
  return draw('StatelessRandomUniform', shape, seed);
}

function draw<R extends Rank>(operation: string, shape: ShapeMap[R], seed: Tensor1D): Tensor<R> {
  const backend = nativeBackend();
  const type = backend.binding.TF_ATTR_TYPE;
  const attributes = [
    { name: 'dtype', type, value: dataTypes.float32 },
    { name: 'T', type, value: dataTypes.int32 },
    { name: 'Tseed', type, value: dataTypes.int32 },
  ];
  return tidy(
    () => backend.executeSingleOutput(operation, attributes, [tensor1d([...shape], 'int32'), seed]) as Tensor<R>,
  );
}
