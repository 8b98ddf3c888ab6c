import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cholesky, inverseOf, solveLower, solveUpper } from './cholesky.ts';

const n = 5;
const numbers = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n * n, maxLength: n * n });

test('the factor solves systems and gives the inverse of any positive definite matrix', () => {
  fc.assert(
    fc.property(numbers, (b) => {
      const at = (i: number, j: number) =>
        Array.from({ length: n }, (_, k) => b[i * n + k]! * b[j * n + k]!).reduce((sum, x) => sum + x, i === j ? 1 : 0);
      const a = Float64Array.from({ length: n * n }, (_, k) => at(Math.floor(k / n), k % n));
      const l = Float64Array.from(a);
      expect(cholesky(l, n)).toBe(true);
      const x = Float64Array.from({ length: n }, (_, i) => i - 2);
      const y = Float64Array.from({ length: n }, (_, i) => x.reduce((sum, xj, j) => sum + a[i * n + j]! * xj, 0));
      solveLower(l, n, y);
      solveUpper(l, n, y);
      for (let i = 0; i < n; i++) expect(y[i]).toBeCloseTo(x[i]!, 8);
      const inverse = inverseOf(l, n);
      const full = (i: number, j: number) => inverse[Math.max(i, j) * n + Math.min(i, j)]!;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          let sum = 0;
          for (let k = 0; k < n; k++) sum += a[i * n + k]! * full(k, j);
          expect(sum).toBeCloseTo(i === j ? 1 : 0, 8);
        }
      }
    }),
  );
});

test('a matrix that is not positive definite is refused', () => {
  expect(cholesky(Float64Array.from([1, 2, 2, 1]), 2)).toBe(false);
  expect(cholesky(Float64Array.from([Number.NaN]), 1)).toBe(false);
});
