import type { NamedTensorMap, Tensor1D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tf } from '../testBackend.ts';
import { compile } from './compile.ts';
import { statelessNormal, statelessUniform } from './random.ts';
import { withThreefryDraws } from './threefryDraws.ts';
import type { Trace } from './trace.ts';

const count = 1 << 18;
let draw: ReturnType<typeof compiled>;

function compiled() {
  return compile(
    ({ seed }: NamedTensorMap) => ({
      normal: statelessNormal([count / 2, 2], seed as Tensor1D),
      uniform: statelessUniform([count], seed as Tensor1D),
    }),
    { variables: [], inputs: { seed: { shape: [2], dtype: 'int32' } }, mode: 'xla' },
  );
}

beforeAll(() => {
  draw = compiled();
});

afterAll(() => draw.dispose());

function drawn(seed: [number, number]): { normal: Float32Array; uniform: Float32Array } {
  const given = tf.tensor1d(seed, 'int32');
  const found = draw({ seed: given });
  const values = { normal: found.normal!.dataSync(), uniform: found.uniform!.dataSync() };
  tf.dispose([given, ...Object.values(found)]);
  return values as ReturnType<typeof drawn>;
}

function mean(values: Float32Array, of = (value: number, _: number) => value): number {
  return values.reduce((sum, value, index) => sum + of(value, index), 0) / values.length;
}

/** Abramowitz & Stegun 7.1.26, within 1.5e-7. */
function normalBelow(x: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(x)) / Math.SQRT2);
  const terms = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429];
  const half = (terms.reduceRight((sum, term) => (sum + term) * t, 0) * Math.exp((-x * x) / 2)) / 2;
  return x < 0 ? half : 1 - half;
}

/** Kolmogorov's distance between what was drawn and what it should be, times √n: above 1.95 one time in a thousand. */
function distance(values: Float32Array, below: (x: number) => number): number {
  const sorted = Float64Array.from(values).sort();
  const furthest = sorted.reduce(
    (most, x, i) => Math.max(most, below(x) - i / sorted.length, (i + 1) / sorted.length - below(x)),
    0,
  );
  return furthest * Math.sqrt(sorted.length);
}

describe('draws of a program that XLA compiles', () => {
  it('are distributed as they should be', () => {
    const { normal, uniform } = drawn([3, 4]);
    expect(distance(normal, normalBelow)).toBeLessThan(1.95);
    expect(distance(uniform, (x) => x)).toBeLessThan(1.95);
    expect(uniform.every((x) => x >= 0 && x < 1)).toBe(true);
    // Of 2¹⁸ normal numbers the largest is beyond 4 with a probability of 0.9999999; √2 erf⁻¹(1 − 2⁻²³) is 5.295.
    const largest = normal.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    expect(largest).toBeGreaterThan(4);
    expect(largest).toBeLessThan(5.3);
    expect(Math.abs(mean(normal))).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(mean(normal, (x) => x ** 4) - 3)).toBeLessThan(4 * Math.sqrt(96 / count));
  });

  it('are functions of both words of the seed, and have nothing to do with those of the next', () => {
    const { normal } = drawn([3, 4]);
    expect(drawn([3, 4]).normal).toEqual(normal);
    for (const other of [
      [3, 5],
      [4, 4],
      [4, 3],
      [-3, 4],
      [3, -4],
    ] as const) {
      const { normal: others } = drawn([...other]);
      expect(Math.abs(mean(normal, (x, i) => x * others[i]!))).toBeLessThan(5 / Math.sqrt(count));
    }
    // Nor neighbours in one draw.
    expect(Math.abs(mean(normal.subarray(1), (x, i) => x * normal[i]!))).toBeLessThan(5 / Math.sqrt(count));
  });
});

it('what uses a draw, an output or a variable that is one, finds it where it is now', () => {
  const float = { dtype: 1, shape: [2] };
  const trace: Trace = {
    variables: [float],
    inputs: [{ name: 'seed', dtype: 3, shape: [2] }],
    nodes: [
      { operation: 'Const', inputs: [], attributes: {}, outputs: [{ dtype: 3, shape: [1] }] },
      {
        operation: 'StatelessRandomNormal',
        inputs: [
          { from: 'node', node: 0, output: 0 },
          { from: 'input', index: 0 },
        ],
        attributes: {},
        outputs: [float],
      },
      { operation: 'Neg', inputs: [{ from: 'node', node: 1, output: 0 }], attributes: {}, outputs: [float] },
    ],
    outputs: [{ name: 'drawn', source: { from: 'node', node: 1, output: 0 } }],
    assigned: [{ from: 'node', node: 2, output: 0 }],
  };
  const { nodes, outputs, assigned } = withThreefryDraws(trace);
  const at = (source: (typeof assigned)[number]) => (source.from === 'node' ? nodes[source.node] : undefined);
  const last = at(outputs[0]!.source);
  expect(last).toMatchObject({ operation: 'Mul', outputs: [float] });
  expect(at(assigned[0]!)!.operation).toBe('Neg');
  expect(at(at(assigned[0]!)!.inputs[0]!)).toBe(last);
});
