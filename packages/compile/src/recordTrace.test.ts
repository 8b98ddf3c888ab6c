import { afterEach, expect, it } from 'vitest';
import { expectNoLeak, tf } from '../testBackend.ts';
import { nativeBackend } from './nativeBackend.ts';
import { recordTrace, type StepFunction } from './recordTrace.ts';

expectNoLeak();
afterEach(() => tf.disposeVariables());

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
