import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { expectNoLeak, tf } from '../testBackend.ts';
import { type Functions, onImages, onMatrices } from '../testOperations.ts';
import { compile } from './compile.ts';

expectNoLeak();
afterEach(() => tf.disposeVariables());

function example(shape: number[]): Tensor {
  return tf.tidy(() => tf.reshape(tf.sin(tf.range(1, 1 + shape.reduce((a, b) => a * b))), shape));
}

/** All functions as the outputs of one program. */
const together =
  (functions: Functions) =>
  ({ x }: NamedTensorMap) =>
    Object.fromEntries(Object.entries(functions).map(([name, call]) => [name, call(x!)]));

function answers(call: (inputs: NamedTensorMap) => NamedTensorMap, shape: number[]) {
  const x = example(shape);
  const results = tf.tidy(
    () =>
      Object.fromEntries(
        Object.entries(call({ x })).map(([name, y]) => [
          name,
          { shape: y.shape, dtype: y.dtype, values: [...y.dataSync()] },
        ]),
      ) as never,
  ) as unknown as Record<string, { shape: number[]; dtype: string; values: number[] }>;
  x.dispose();
  return results;
}

describe.each([
  { what: 'matrices', functions: onMatrices, shape: [4, 6] },
  { what: 'images', functions: onImages, shape: [2, 6, 6, 4] },
])('operations on $what', ({ functions, shape }) => {
  const plain = () => answers((inputs) => together(functions)(inputs), shape);

  it.each(['graph', 'xla'] as const)('give under %s what they give at once', (mode) => {
    const expected = plain();
    const step = compile(together(functions), { variables: [], inputs: { x: { shape } }, mode });
    const found = answers((inputs) => step(inputs as never), shape);
    expect(Object.keys(found)).toEqual(Object.keys(expected));
    for (const [name, { values, ...rest }] of Object.entries(found)) {
      const wanted = expected[name]!;
      expect({ name, ...rest }).toEqual({ name, shape: wanted.shape, dtype: wanted.dtype });
      values.forEach((value, index) => {
        const other = wanted.values[index]!;
        const near =
          Object.is(value, other) || value === other || Math.abs(value - other) <= 1e-5 * Math.max(1, Math.abs(other));
        expect(near, `${name}: ${value} instead of ${other}`).toBe(true);
      });
    }
    step.dispose();
  });
});
