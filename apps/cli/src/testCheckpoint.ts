import { createHash } from 'node:crypto';
import { catalog } from '@seesaw/gan/catalog/catalog';
import { encodeSafetensors, type PlainTensor } from '@seesaw/gan/state/safetensors';
import type { Scalar } from '@seesaw/shared/hyperparameter';

/** For tests: the two files of a checkpoint of the ring whose G is the identity, so that points are latent vectors. */
export function testCheckpoint({ schemaVersion = 1, step = 20 } = {}): { manifest: string; state: Uint8Array } {
  const recipe = catalog.recipes.find(({ name }) => name === 'ring-mlp')!;
  const values: Record<string, Scalar> = Object.fromEntries(
    recipe.hyperparameters.map((one) => [one.name, one.default]),
  );
  const small = { ...values, width_d: 2, depth_g: 1, z_dim: 2, activation_g: 'leaky-relu' };
  const plain = (shape: readonly number[], ...data: number[]): PlainTensor => ({
    dtype: 'float32',
    shape,
    data: Float32Array.from(data),
  });
  const state = encodeSafetensors({
    // leaky(x + 100) − 100 = x wherever x > −100.
    'g.dense0.kernel': plain([2, 2], 1, 0, 0, 1),
    'g.dense0.bias': plain([2], 100, 100),
    'g.dense1.kernel': plain([2, 2], 1, 0, 0, 1),
    'g.dense1.bias': plain([2], -100, -100),
  });
  const manifest = {
    schemaVersion,
    ...{ trialId: 101, attempt: 1, step },
    config: {
      recipe: recipe.name,
      dataset: 'ring',
      seed: 1,
      steps: 100,
      values: small,
      checkpoint: { everySteps: 10, keep: 2 },
    },
    sample: { kind: 'points', centres: [[1, 0]], sigma: 0.01, bound: 2 },
    stateSha: createHash('sha256').update(state).digest('hex'),
    bytes: state.length,
    execution: { mode: 'eager', device: 'cpu', threads: 1, library: 'test' },
    ...{ codeVersion: '0.1.0', createdAt: '2026-01-01T00:00:00.000Z' },
  };
  return { manifest: JSON.stringify(manifest), state };
}
