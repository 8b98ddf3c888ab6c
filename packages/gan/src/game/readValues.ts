import { type Tensor, tidy } from '@tensorflow/tfjs-core';

/** Computes a tensor and copies it to the host: where the CPU waits for the device. */
export function readValues(make: () => Tensor): Float32Array {
  const [values] = readEach(() => [make()]);
  return values!;
}

/** The same for several: all are asked for before the first is waited for. */
export function readEach(make: () => Tensor[]): Float32Array[] {
  const tensors = tidy(make);
  try {
    return tensors.map((tensor) => tensor.dataSync() as Float32Array);
  } finally {
    for (const tensor of tensors) tensor.dispose();
  }
}
