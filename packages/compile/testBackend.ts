import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterAll, beforeAll, expect } from 'vitest';
import { nativeBackend } from './src/nativeBackend.ts';

export { tf };

/** Call at the top of a test file: its tests must leave no tensor behind. */
export function expectNoLeak(): void {
  let before: { tensors: number; native: number };
  const count = () => ({ tensors: tf.memory().numTensors, native: nativeBackend().binding.getNumOfTensors() });
  beforeAll(async () => {
    await tf.ready();
    before = count();
  });
  afterAll(() => {
    tf.disposeVariables();
    expect(count()).toEqual(before);
  });
}
