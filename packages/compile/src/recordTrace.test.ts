import { broadcast_util } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { expectNoLeak, tf } from '../testBackend.ts';
import { dataTypes } from './attrValue.ts';
import { nativeBackend } from './nativeBackend.ts';
import { recordTrace, type StepFunction } from './recordTrace.ts';
import { specOf } from './trace.ts';
import { traceDifference } from './traceDifference.ts';

expectNoLeak();
afterEach(() => tf.disposeVariables());

/** How many operations libtensorflow runs meanwhile. */
function runsDuring<T>(call: () => T): { result: T; runs: number } {
  const backend = nativeBackend();
  const { binding } = backend;
  let runs = 0;
  backend.binding = Object.create(binding, {
    executeOp: {
      value: (...all: Parameters<typeof binding.executeOp>) => {
        runs += 1;
        return binding.executeOp(...all);
      },
    },
  });
  try {
    return { result: call(), runs };
  } finally {
    backend.binding = binding;
  }
}

function traced(
  run: StepFunction,
  x: tf.Tensor = tf.tensor2d([[1, 2, 3, 4]]),
  computes: 'all' | 'unknown' = 'unknown',
) {
  try {
    return runsDuring(() =>
      recordTrace({ backend: nativeBackend(), run, variables: [], inputs: { x }, constants: [], computes }),
    );
  } finally {
    x.dispose();
  }
}

function constantsOf(run: StepFunction): number {
  const inputs = { x: tf.tensor1d([1, 2]) };
  const { nodes } = recordTrace({ backend: nativeBackend(), run, variables: [], inputs, constants: [] });
  tf.dispose(inputs);
  return nodes.filter(({ operation }) => operation === 'Const').length;
}

it('makes one node of small constants that are alike in shape, type and every bit', () => {
  const sum = (...others: (() => tf.Tensor)[]) =>
    constantsOf(({ x }) => ({ y: others.reduce<tf.Tensor>((all, other) => tf.add(all, other()), x!) }));
  expect(
    sum(
      () => tf.scalar(3),
      () => tf.scalar(3),
      () => tf.scalar(3),
    ),
  ).toBe(1);
  expect(
    sum(
      () => tf.scalar(0),
      () => tf.scalar(-0),
    ),
  ).toBe(2);
  expect(
    sum(
      () => tf.scalar(3),
      () => tf.tensor1d([3]),
    ),
  ).toBe(2);
  expect(
    sum(
      () => tf.tensor1d([1, 2]),
      () => tf.tensor1d([1, 2]),
      () => tf.tensor1d([2, 1]),
    ),
  ).toBe(2);
});

describe('a trace for which nothing is computed that is known', () => {
  /** Shapes that constants say, a gradient, integers, and what depends on them. */
  const shaped: StepFunction = ({ x }) => {
    const loss = (of: tf.Tensor) => tf.mean(tf.square(tf.matMul(of as tf.Tensor2D, tf.ones([4, 3]) as tf.Tensor2D)));
    const slope = tf.grad(loss as never)(x!);
    const places = tf.cast(tf.mul(slope, 0), 'int32');
    return {
      flat: tf.reshape(slope, [4]),
      tall: tf.reshape(slope, [2, 2]),
      rows: tf.sum(slope, 0),
      columns: tf.sum(slope, 1),
      part: tf.slice(slope, [0, 1], [1, 2]),
      places: tf.oneHot(places as tf.Tensor2D, 3),
    };
  };

  it('has the shapes and types of what the function gives', () => {
    const given = tf.tidy(
      () =>
        Object.entries(shaped({ x: tf.tensor2d([[1, 2, 3, 4]]) }) as tf.NamedTensorMap).map(
          ([name, { shape, dtype }]) => ({
            name,
            shape,
            dtype: dataTypes[dtype as 'float32' | 'int32'],
          }),
        ) as never,
    ) as unknown as object[];
    const [first, later] = [traced(shaped), traced(shaped)];
    expect(traceDifference(first.result, later.result)).toBeUndefined();
    for (const { result } of [first, later])
      expect(result.outputs.map(({ name, source }) => ({ name, ...specOf(result, source) }))).toEqual(given);
    // The copy of its input, and what gives integers.
    expect(later.runs).toBeLessThan(5);
  });

  const size = fc.constantFrom(1, 2, 3);
  it('says what is done number by number has the shapes of both', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(size, fc.boolean(), fc.boolean()), { maxLength: 4 }),
        fc.nat(4),
        (axes, missing) => {
          const one = axes.map(([full, here]) => (here ? full : 1));
          const other = axes.map(([full, , there]) => (there ? full : 1)).slice(missing);
          const { result } = traced(({ x }) => ({ y: tf.squaredDifference(x!, tf.zeros(other)) }), tf.zeros(one));
          expect(specOf(result, result.outputs[0]!.source).shape).toEqual(
            broadcast_util.assertAndGetBroadcastShape(one, other),
          );
        },
      ),
    );
  });

  it('is refused what an earlier one kept and did not compute, whatever it computes itself', () => {
    const kept: tf.Tensor[] = [];
    traced(({ x }) => {
      kept.push(tf.keep(tf.mul(x!, 2)));
      return { y: tf.add(kept[0]!, 1) };
    });
    for (const computes of ['all', 'unknown'] as const)
      expect(() => traced(({ x }) => ({ y: tf.mul(tf.neg(x!), kept[0]!) }), undefined, computes)).toThrow(
        /from outside/,
      );
    tf.dispose(kept);
  });

  it('tells apart what constants, attributes and shapes tell apart', () => {
    const shapeOf = (run: (x: tf.Tensor) => tf.Tensor, shape: [number, number] = [2, 6]) => {
      const { result } = traced(({ x }) => ({ y: run(x!) }), tf.zeros(shape));
      return specOf(result, result.outputs[0]!.source).shape;
    };
    for (let time = 0; time < 2; time += 1) {
      expect(shapeOf((x) => tf.reshape(x, [3, 4]))).toEqual([3, 4]);
      expect(shapeOf((x) => tf.reshape(x, [4, 3]))).toEqual([4, 3]);
      expect(shapeOf((x) => tf.sum(x, 0))).toEqual([6]);
      expect(shapeOf((x) => tf.sum(x, 1))).toEqual([2]);
      expect(shapeOf((x) => tf.sum(x, 1, true))).toEqual([2, 1]);
      expect(shapeOf((x) => tf.sum(x, 0), [3, 5])).toEqual([5]);
      expect(shapeOf((x) => tf.matMul(x as tf.Tensor2D, x as tf.Tensor2D, true))).toEqual([6, 6]);
      expect(shapeOf((x) => tf.matMul(x as tf.Tensor2D, x as tf.Tensor2D, false, true))).toEqual([2, 2]);
      expect(shapeOf((x) => tf.concat([x, x], 0))).toEqual([4, 6]);
      expect(shapeOf((x) => tf.concat([x, x], 1))).toEqual([2, 12]);
      for (const size of [5, 6]) expect(shapeOf((x) => tf.mul(tf.range(0, size), tf.sum(x)))).toEqual([size]);
      const ones = new Array<number>(16).fill(1);
      expect(shapeOf((x) => tf.split(x, [4, ...ones], 1)[0]!, [1, 20])).toEqual([1, 4]);
      expect(shapeOf((x) => tf.split(x, [...ones, 4], 1)[0]!, [1, 20])).toEqual([1, 1]);
    }
  });

  it('computes everything where zeros are no numbers for an operation', () => {
    const dividing: StepFunction = ({ x }) => ({
      y: tf.floorDiv(tf.scalar(7, 'int32'), tf.cast(tf.add(x!, tf.scalar(1)), 'int32')),
    });
    const { result, runs } = traced(dividing);
    // One is the copy of the input.
    expect(runs).toBeGreaterThan(2 * (result.nodes.filter(({ operation }) => operation !== 'Const').length - 1));
  });
});
