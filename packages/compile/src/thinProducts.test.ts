import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectNoLeak, tf } from '../testBackend.ts';
import { compile } from './compile.ts';
import { nativeBackend } from './nativeBackend.ts';
import { recordTrace } from './recordTrace.ts';
import { withThinProducts } from './thinProducts.ts';

expectNoLeak();

interface Product {
  readonly rows: number;
  readonly summed: number;
  readonly columns: number;
  readonly x?: readonly number[];
  readonly y?: readonly number[];
  readonly turned: readonly [boolean, boolean];
}

const turns = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const;

function shapesOf({ rows, summed, columns, x = [], y = [], turned: [first, second] }: Product) {
  const inner = (one: number, other: number, isTurned: boolean) => (isTurned ? [other, one] : [one, other]);
  return {
    x: { shape: [...x, ...inner(rows, summed, first)] },
    y: { shape: [...y, ...inner(summed, columns, second)] },
  };
}

/** What a layer does with it: something before, and something behind. */
function multiplied({ turned: [first, second] }: Product) {
  return ({ x, y }: NamedTensorMap): NamedTensorMap => {
    const [one, other] = tf.split(tf.concat([x!, x!]), 2) as [Tensor, Tensor];
    const product = tf.matMul(tf.add(one, other), y!, first, second);
    return { product, positive: tf.relu(product) };
  };
}

function given(product: Product): NamedTensorMap {
  return Object.fromEntries(
    Object.entries(shapesOf(product)).map(([name, { shape }], place) => {
      const numbers = tf
        .range(
          0,
          shape.reduce((a, b) => a * b),
        )
        .mul(1.7 + place);
      return [name, tf.sin(numbers).reshape(shape as [number])];
    }),
  );
}

function operationsOf(product: Product): string[] {
  const trace = tf.tidy(() => {
    const inputs = given(product);
    const run = multiplied(product);
    return recordTrace({ backend: nativeBackend(), run, variables: [], inputs, constants: [] }) as never;
  }) as ReturnType<typeof recordTrace>;
  return withThinProducts(trace).nodes.map(({ operation }) => operation);
}

const sizes = [
  { rows: 5, summed: 2, columns: 7 },
  { rows: 1, summed: 3, columns: 2 },
  { rows: 6, summed: 9, columns: 2 },
  { rows: 9, summed: 12, columns: 8 },
  { rows: 3, summed: 2, columns: 4, x: [4], y: [4] },
  { rows: 3, summed: 10, columns: 3, x: [2, 4], y: [2, 4] },
  { rows: 3, summed: 2, columns: 4, x: [4], y: [1] },
  { rows: 7, summed: 10, columns: 2, x: [1], y: [3] },
];

describe('products of matrices of which one is thin', () => {
  it.each(sizes.flatMap((size) => turns.map((turned): Product => ({ ...size, turned }))))(
    'are under xla what they are at once: %j',
    (product) => {
      const step = compile(multiplied(product), { variables: [], inputs: shapesOf(product) as never, mode: 'xla' });
      tf.tidy(() => {
        const inputs = given(product);
        const [found, expected] = [step(inputs as never) as NamedTensorMap, multiplied(product)(inputs)];
        for (const name of ['product', 'positive']) {
          expect(found[name]!.shape).toEqual(expected[name]!.shape);
          const numbers = expected[name]!.dataSync();
          found[name]!.dataSync().forEach((value, index) => {
            expect(value).toBeCloseTo(numbers[index]!, 4);
          });
        }
      });
      step.dispose();
    },
  );

  it.each(turns)('are sums of products of numbers where two or three are summed (turned: %s, %s)', (...turned) => {
    for (const summed of [2, 3]) {
      const operations = operationsOf({ rows: 20, summed, columns: 30, turned });
      expect(operations).not.toContain('BatchMatMulV2');
      expect(operations.filter((operation) => operation === 'Mul')).toHaveLength(summed);
    }
  });

  it.each(turns)('are one for each column where rows of the first are summed (turned: %s, %s)', (...turned) => {
    const products = operationsOf({ rows: 20, summed: 40, columns: 8, turned }).filter(
      (operation) => operation === 'BatchMatMulV2',
    );
    expect(products).toHaveLength(turned[0] ? 8 : 1);
  });

  it('stay where XLA is fast, or has nothing to sum', () => {
    for (const turned of turns) {
      for (const size of [
        { rows: 20, summed: 4, columns: 30 },
        { rows: 20, summed: 1, columns: 30 },
        { rows: 2, summed: 40, columns: 9 },
        { rows: 20, summed: 40, columns: 1 },
      ]) {
        const operations = operationsOf({ ...size, turned });
        expect(operations.filter((operation) => operation === 'BatchMatMulV2')).toHaveLength(1);
        expect(operations).not.toContain('Mul');
      }
    }
  });
});
