import type { PlainTensors } from '@seesaw/gan/state/safetensors';
import { expect, test } from 'vitest';
import { drawFeedback, feedbackSheet } from './feedbackSheet.ts';

const float = (shape: number[], data: number[]) => ({
  dtype: 'float32' as const,
  shape,
  data: Float32Array.from(data),
});

/** Two pictures of one row of two pixels. */
const tensors: PlainTensors = {
  images: float([2, 1, 2, 1], [-1, 1, 0, 0]),
  feedback: float([2, 1, 2, 1], [-2, 2, 0, Number.NaN]),
};

test('what D asks for is against the slope of the loss, as a share of the strongest; what is no number asks for nothing', () => {
  const sheet = feedbackSheet(tensors);
  expect(sheet).toMatchObject({ count: 2, scale: 2 });
  expect([...(sheet?.requests ?? [])].map((one) => one + 0)).toEqual([1, -1, 0, 0]);
});

test('brighter is green, darker is magenta, and following a request moves the picture', () => {
  const sheet = feedbackSheet(tensors)!;
  const request = drawFeedback(sheet, 'request', 0);
  expect([request.width, request.height]).toEqual([5, 1]);
  const [red, green] = request.rgba;
  expect(green).toBeGreaterThan(red!);
  expect(request.rgba[4]).toBeGreaterThan(request.rgba[5]!);
  expect(drawFeedback(sheet, 'image', 0).rgba[0]).toBe(0);
  expect(drawFeedback(sheet, 'image', 0.5).rgba[0]).toBe(128);
});

test('where labels are told, feedback belongs to the first picture of each row', () => {
  const sheet = feedbackSheet({
    labels: { dtype: 'int32', shape: [4], data: Int32Array.of(0, 0, 1, 1) },
    images: float([4, 1, 1, 1], [0.1, 0.2, 0.3, 0.4]),
    feedback: float([2, 1, 1, 1], [1, 1]),
  });
  expect([...(sheet?.images ?? [])].map((one) => Number(one.toFixed(1)))).toEqual([0.1, 0.3]);
});

test('points have no such sheet', () => {
  expect(feedbackSheet({ points: float([1, 2], [0, 0]) })).toBeUndefined();
});
