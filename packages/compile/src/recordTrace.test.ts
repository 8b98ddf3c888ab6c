import { afterEach, describe, expect, it } from 'vitest';
import { expectNoLeak, tf } from '../testBackend.ts';
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

function traced(run: StepFunction, computes: 'all' | 'unknown', x: tf.Tensor = tf.tensor2d([[1, 2, 3, 4]])) {
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

  it('is that for which everything is', () => {
    const { result: all, runs } = traced(shaped, 'all');
    const { result: again, runs: later } = traced(shaped, 'unknown');
    expect(traceDifference(all, again)).toBeUndefined();
    expect(again.nodes.map(({ outputs }) => outputs)).toEqual(all.nodes.map(({ outputs }) => outputs));
    // The copy of its input, and what gives integers.
    expect(runs).toBeGreaterThan(15);
    expect(later).toBeLessThan(5);
  });

  it('tells apart what constants, attributes and shapes tell apart', () => {
    const shapeOf = (run: (x: tf.Tensor) => tf.Tensor, shape: [number, number] = [2, 6]) => {
      const { result } = traced(({ x }) => ({ y: run(x!) }), 'unknown', tf.zeros(shape));
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
    }
  });

  it('computes everything where zeros are no numbers for an operation', () => {
    const dividing: StepFunction = ({ x }) => ({
      y: tf.floorDiv(tf.scalar(7, 'int32'), tf.cast(tf.add(x!, tf.scalar(1)), 'int32')),
    });
    const { result: all, runs } = traced(dividing, 'all');
    const { result: again, runs: later } = traced(dividing, 'unknown');
    expect(traceDifference(all, again)).toBeUndefined();
    expect(later).toBeGreaterThan(runs);
  });
});
