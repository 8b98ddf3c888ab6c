import { registerBytesAsFloats } from '@seesaw/gan/native/bytesAsFloats';
import { registerFastKernels } from '@seesaw/gan/native/fastKernels';
import type { NativeBackend } from '@seesaw/gan/native/nativeBackend';
import { nativeDraws } from '@seesaw/gan/native/nativeDraws';
import { registerSecondOrderGradients } from '@seesaw/gan/players/secondOrderGradients';
import type { RandomSource } from '@seesaw/gan/random/randomSource';
import { randomFrom, type SeededDraws } from '@seesaw/gan/random/seededDraws';
import * as tf from '@tensorflow/tfjs-node-gpu';

/** tfjs-node's backend, whose type the package does not export. */
type NodeBackend = NativeBackend & {
  readonly isUsingGpuDevice: boolean;
  readonly binding: { readonly TF_Version: string };
};

export interface NativeLibrary {
  readonly random: RandomSource;
  /** What it is made of. */
  readonly draws: SeededDraws;
  readonly device: 'cpu' | 'cuda';
  /** Versions that bit-exactness depends on. */
  readonly library: string;
}

/** Loads TensorFlow; thread counts were set in the environment before this process started. */
export async function nativeLibrary(): Promise<NativeLibrary> {
  await tf.ready();
  const backend = tf.backend() as unknown as NodeBackend;
  registerFastKernels(backend);
  registerBytesAsFloats(backend);
  registerSecondOrderGradients();
  const draws = nativeDraws(backend);
  return {
    random: randomFrom(draws),
    draws,
    device: backend.isUsingGpuDevice ? 'cuda' : 'cpu',
    library: `tfjs ${tf.version['tfjs-core']}, tensorflow ${backend.binding.TF_Version}`,
  };
}
