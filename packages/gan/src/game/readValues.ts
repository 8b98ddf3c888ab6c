import { type Tensor, tidy } from '@tensorflow/tfjs-core';

/** Computes a tensor and copies it to the host: every place where the CPU waits for the device goes through here. */
export function readValues(make: () => Tensor): Float32Array {
  const tensor = tidy(make);
  try {
    return tensor.dataSync() as Float32Array;
  } finally {
    tensor.dispose();
  }
}
