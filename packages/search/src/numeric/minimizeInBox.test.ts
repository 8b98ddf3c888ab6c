import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Differentiable, minimizeInBox } from './minimizeInBox.ts';

const box = (n: number, low: number, high: number) => ({
  lower: new Float64Array(n).fill(low),
  upper: new Float64Array(n).fill(high),
});

test("follows Rosenbrock's valley to its end", () => {
  const f: Differentiable = ([a = 0, b = 0], gradient) => {
    gradient[0] = -400 * a * (b - a * a) - 2 * (1 - a);
    gradient[1] = 200 * (b - a * a);
    return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
  };
  const start = Float64Array.from([-1.2, 1]);
  const { x } = minimizeInBox({ f, start, ...box(2, -2, 2), maxEvaluations: 200, tolerance: 1e-8 });
  for (const xi of x) expect(xi).toBeCloseTo(1, 6);
});

test('ends on the face of the box that is nearest to the minimum of a bowl', () => {
  const numbers = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(numbers, (centre) => {
      const f: Differentiable = (x, gradient) => {
        for (let i = 0; i < 3; i++) gradient[i] = 2 * (i + 1) * (x[i]! - centre[i]!);
        return x.reduce((sum, xi, i) => sum + (i + 1) * (xi - centre[i]!) ** 2, 0);
      };
      const start = new Float64Array(3).fill(0.3);
      const { x } = minimizeInBox({ f, start, ...box(3, 0, 1), maxEvaluations: 200, tolerance: 1e-9 });
      for (let i = 0; i < 3; i++) expect(x[i]).toBeCloseTo(Math.min(Math.max(centre[i]!, 0), 1), 4);
    }),
  );
});

test('treats values that are not finite as a wall, and asks no more often than it may', () => {
  let asked = 0;
  const f: Differentiable = ([a = 0], gradient) => {
    asked++;
    gradient[0] = -1;
    return a > 0.5 ? Number.NaN : -a;
  };
  const { x } = minimizeInBox({ f, start: new Float64Array(1), ...box(1, 0, 1), maxEvaluations: 30, tolerance: 1e-9 });
  expect(x[0]).toBeLessThanOrEqual(0.5);
  expect(asked).toBeLessThanOrEqual(30);
});
