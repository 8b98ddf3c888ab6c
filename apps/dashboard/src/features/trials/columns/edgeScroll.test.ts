import { expect, test } from 'vitest';
import { edgeScroll } from './edgeScroll.ts';

const span = { left: 100, right: 600 };

test('a drag scrolls the faster the nearer it is to an edge, beyond the right one too, and not in the middle', () => {
  expect([200, 350, 552].map((x) => edgeScroll(x, span))).toEqual([0, 0, 0]);
  const near = [560, 580, 600, 900].map((x) => edgeScroll(x, span));
  expect(near).toEqual(near.toSorted((a, b) => a - b));
  expect(near[0]).toBeGreaterThan(0);
  expect(near[2]).toBe(near[3]);
  expect(edgeScroll(101, span)).toBe(-near[2]!);
});

test('over columns that stay in view a drag scrolls nothing: it is let go of there', () => {
  expect(edgeScroll(99, span)).toBe(0);
});
