import { scalar, type Tensor1D, tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { testBackend } from '../../testBackend.ts';
import { heldBack } from './heldBack.ts';

await testBackend();

const kept = tensor1d([5]);
const before = { moved: { w: tensor1d([1, 2, 3]), updates: 4 }, kept };
const after = { moved: { w: tensor1d([Number.NaN, 0.1, -3e38]), updates: 5 }, kept };
const values = (w: Tensor1D) => Array.from(w.dataSync());

test('an update that is ordered is taken whole, one that is not leaves no trace, not even of a NaN', () => {
  const made = heldBack(scalar(1), after, before);
  const skipped = heldBack(scalar(0), after, before);
  expect(values(made.moved.w)).toEqual(values(after.moved.w));
  expect(values(skipped.moved.w)).toEqual([1, 2, 3]);
});

test('counts of the host go on, and what did not change is handed on as it is', () => {
  const skipped = heldBack(scalar(0), after, before);
  expect(skipped.moved.updates).toBe(5);
  expect(skipped.kept).toBe(kept);
});

test('without an order there is nothing to choose', () => {
  expect(heldBack(undefined, after, before)).toBe(after);
});
