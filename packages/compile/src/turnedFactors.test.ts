import type { NamedTensorMap } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectNoLeak, tf } from '../testBackend.ts';
import { compile } from './compile.ts';
import { nativeBackend } from './nativeBackend.ts';
import { recordTrace } from './recordTrace.ts';
import { withTurnedFactors } from './turnedFactors.ts';

expectNoLeak();

interface Factors {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly turned?: readonly [boolean, boolean];
}

function multiplied({ turned: [first, second] = [true, false] }: Factors) {
  return ({ x, y }: NamedTensorMap): NamedTensorMap => ({ product: tf.matMul(x!, y!, first, second) });
}

function given({ x, y }: Factors): NamedTensorMap {
  const numbers = (shape: readonly number[], step: number) =>
    tf
      .sin(
        tf
          .range(
            0,
            shape.reduce((a, b) => a * b),
          )
          .mul(step),
      )
      .reshape(shape as [number]);
  return { x: numbers(x, 1.7), y: numbers(y, 2.3) };
}

function operationsOf(factors: Factors): string[] {
  const trace = tf.tidy(() => {
    const [inputs, run] = [given(factors), multiplied(factors)];
    return recordTrace({ backend: nativeBackend(), run, variables: [], inputs, constants: [] }) as never;
  }) as ReturnType<typeof recordTrace>;
  return withTurnedFactors(trace).nodes.map(({ operation }) => operation);
}

describe('products that sum over the rows of both factors', () => {
  it.each([
    { x: [256, 128], y: [256, 64] },
    { x: [300, 5], y: [300, 70] },
    { x: [1, 256, 8], y: [1, 256, 64] },
  ])('are turned before, and under xla what they are at once: %j', (factors) => {
    expect(operationsOf(factors)).toContain('XlaOptimizationBarrier');
    const shapes = { x: { shape: factors.x }, y: { shape: factors.y } };
    const step = compile(multiplied(factors), { variables: [], inputs: shapes as never, mode: 'xla' });
    tf.tidy(() => {
      const inputs = given(factors);
      const [found, expected] = [step(inputs as never) as NamedTensorMap, multiplied(factors)(inputs)];
      expect(found.product!.shape).toEqual(expected.product!.shape);
      const numbers = expected.product!.dataSync();
      found.product!.dataSync().forEach((value, index) => {
        expect(value).toBeCloseTo(numbers[index]!, 3);
      });
    });
    step.dispose();
  });

  it.each([
    { x: [255, 128], y: [255, 64] },
    { x: [256, 257], y: [256, 64] },
    { x: [256, 128], y: [256, 63] },
    { x: [2, 256, 128], y: [2, 256, 64] },
    { x: [1, 256, 128], y: [2, 256, 64] },
    { x: [256, 128], y: [64, 256], turned: [true, true] },
    { x: [128, 256], y: [256, 64], turned: [false, false] },
  ] as const)('stay where that saves nothing: %j', (factors) => {
    expect(operationsOf(factors)).not.toContain('XlaOptimizationBarrier');
  });
});
