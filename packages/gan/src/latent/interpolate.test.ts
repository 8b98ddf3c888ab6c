import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Interpolation, interpolations, linear, spherical } from './interpolate.ts';

const names = Object.keys(interpolations) as Interpolation[];
const vector = fc.float32Array({ minLength: 3, maxLength: 3, min: -4, max: 4, noNaN: true });
const length = (v: Float32Array) => Math.hypot(...v);

test.each(names)('%s: the ends are the ends, and the way back is the same way', (name) => {
  fc.assert(
    fc.property(vector, vector, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, share) => {
      const way = interpolations[name];
      expectClose(way(a, b, 0), a);
      expectClose(way(a, b, 1), b);
      expectClose(way(a, b, share), way(b, a, 1 - share));
    }),
  );
});

test('on the sphere the length stays, and equal shares of the way are equal angles', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 3, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (angle, t) => {
        const a = Float32Array.of(2, 0, 0);
        const b = Float32Array.of(2 * Math.cos(angle), 2 * Math.sin(angle), 0);
        const at = spherical(a, b, t);
        expect(length(at)).toBeCloseTo(2, 4);
        // Equal shares of the way are equal angles.
        expect(Math.atan2(at[1]!, at[0]!)).toBeCloseTo(t * angle, 4);
      },
    ),
  );
});

test('half-way the straight line comes nearer to 0 than either end', () => {
  const [a, b] = [Float32Array.of(1, 0), Float32Array.of(0, 1)];
  expect([...linear(a, b, 0.5)]).toEqual([0.5, 0.5]);
  expect(length(spherical(a, b, 0.5))).toBeCloseTo(1, 6);
});

test.each([
  ['equal ends', [1, 2], [1, 2]],
  ['opposite ends', [1, 2], [-1, -2]],
  ['an end at 0', [0, 0], [1, 2]],
])('%s are joined by a straight line', (_name, from, to) => {
  const [a, b] = [Float32Array.from(from), Float32Array.from(to)];
  expectClose(spherical(a, b, 0.25), linear(a, b, 0.25));
});

function expectClose(found: Float32Array, wanted: Float32Array): void {
  expect(Math.max(...found.map((value, i) => Math.abs(value - wanted[i]!)))).toBeLessThan(1e-4);
}
