import { dispose, type Tensor } from '@tensorflow/tfjs-core';

/** What is made; where that fails, the tensors that were to be its own are gone. */
export function disposedOnFault<Made>(tensors: readonly Tensor[], make: () => Made): Made {
  try {
    return make();
  } catch (fault) {
    dispose([...tensors]);
    throw fault;
  }
}
