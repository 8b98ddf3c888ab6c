import { expect, test } from 'vitest';
import { arrowsOf, between, type FilmFrame, filmFrame } from './filmFrame.ts';

const side = 5;
/** D's output is 3x − 2y on [−2, 2]². */
const slope: FilmFrame = {
  step: 0,
  points: Float32Array.of(0, 0, 1, -1, 9, 9),
  surface: Float32Array.from({ length: side * side }, (_, i) => 3 * ((i % side) - 2) - 2 * (Math.floor(i / side) - 2)),
  bounds: [-2, 2, -2, 2],
  centres: Float32Array.of(0, 1),
};

test('between two frames every point is on its straight way, and D fades', () => {
  const later = { ...slope, step: 100, points: slope.points.map((x) => x + 2), surface: slope.surface.map((x) => -x) };
  const half = between(slope, later, 0.5);
  expect(half.step).toBe(50);
  expect([...half.points.slice(0, 2)]).toEqual([1, 1]);
  expect(Math.max(...half.surface)).toBe(0);
  expect(between(slope, later, 0)).toBe(slope);
  expect(between(slope, { ...later, points: new Float32Array(2) }, 0.5)).toBe(slope);
});

test('arrows point uphill on the surface of D; a point outside of it has none', () => {
  const arrows = arrowsOf(slope, 3);
  expect(arrows).toHaveLength(2);
  for (const arrow of arrows) {
    expect(arrow.dx).toBeCloseTo(3, 5);
    expect(arrow.dy).toBeCloseTo(-2, 5);
  }
  expect(arrowsOf({ ...slope, surface: new Float32Array() }, 3)).toEqual([]);
});

test('pictures are no film', () => {
  expect(filmFrame(1, {})).toBeUndefined();
});
