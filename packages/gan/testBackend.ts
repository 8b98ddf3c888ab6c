import * as tf from '@tensorflow/tfjs-node-gpu';
import { registerBytesAsFloats } from './src/native/bytesAsFloats.ts';
import { registerFastKernels } from './src/native/fastKernels.ts';
import type { NativeBackend } from './src/native/nativeBackend.ts';
import { nativeDraws } from './src/native/nativeDraws.ts';
import { registerSecondOrderGradients } from './src/players/secondOrderGradients.ts';
import type { RandomSource } from './src/random/randomSource.ts';
import { randomFrom, type SeededDraws } from './src/random/seededDraws.ts';

/** For tests: TensorFlow as the training process has it. */
export async function testBackend(): Promise<RandomSource> {
  return randomFrom(await testDraws());
}

export async function testDraws(): Promise<SeededDraws> {
  await tf.ready();
  const backend = tf.backend() as unknown as NativeBackend;
  registerFastKernels(backend);
  registerBytesAsFloats(backend);
  registerSecondOrderGradients();
  return nativeDraws(backend);
}
