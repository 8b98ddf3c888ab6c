import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { tensor1d, tidy } from '@tensorflow/tfjs-core';
import { keyWords, type RandomSource } from './randomSource.ts';

/** Counter-based generators whose key is a tensor, so that it can change while the operation stays the same. */
export interface SeededDraws {
  /** float32, N(0, 1). `words` is int32 [2]. */
  normal(shape: readonly number[], words: Tensor1D): Tensor;
  /** float32 in [0, 1). `words` is int32 [2]. */
  uniform(shape: readonly number[], words: Tensor1D): Tensor;
}

/** Each draw with the words of its key. */
export function randomFrom(draws: SeededDraws): RandomSource {
  const words = (key: Parameters<typeof keyWords>[0]) => tensor1d([...keyWords(key)], 'int32');
  return {
    normal: (shape, key) => tidy(() => draws.normal(shape, words(key))),
    uniform: (shape, key) => tidy(() => draws.uniform(shape, words(key))),
  };
}
