import * as tf from '@tensorflow/tfjs-node-gpu';
import { registerFastKernels } from './src/native/fastKernels.ts';
import type { NativeBackend } from './src/native/nativeBackend.ts';
import { nativeRandom } from './src/native/nativeRandom.ts';
import { registerSecondOrderGradients } from './src/players/secondOrderGradients.ts';
import type { RandomSource } from './src/random/randomSource.ts';

/** For tests: TensorFlow as the training process has it. */
export async function testBackend(): Promise<RandomSource> {
  await tf.ready();
  const backend = tf.backend() as unknown as NativeBackend;
  registerFastKernels(backend);
  registerSecondOrderGradients();
  return nativeRandom(backend);
}
