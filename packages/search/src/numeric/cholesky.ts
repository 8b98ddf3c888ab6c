/**
 * Square matrices as rows one after another in a Float64Array. Written here and not taken from a library of matrices:
 * a Gaussian process factors some fifty of up to 200 × 200 for one suggestion, which is ten times as fast without an
 * object per matrix and a function call per element.
 */

/**
 * A = L Lᵀ in place: the lower triangle of `a` becomes L, the upper one is left as it is.
 *
 * @returns false when A is not positive definite; then `a` is of no use any more
 */
export function cholesky(a: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j <= i; j++) {
      const other = j * n;
      let sum = a[row + j]!;
      for (let k = 0; k < j; k++) sum -= a[row + k]! * a[other + k]!;
      if (i !== j) {
        a[row + j] = sum / a[other + j]!;
      } else {
        if (!(sum > 0)) return false;
        a[row + j] = Math.sqrt(sum);
      }
    }
  }
  return true;
}

/** b becomes L⁻¹ b. */
export function solveLower(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= l[row + k]! * b[k]!;
    b[i] = sum / l[row + i]!;
  }
}

/** b becomes L⁻ᵀ b. */
export function solveUpper(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = n - 1; i >= 0; i--) {
    const row = i * n;
    const x = b[i]! / l[row + i]!;
    b[i] = x;
    for (let k = 0; k < i; k++) b[k]! -= l[row + k]! * x;
  }
}

/** The lower triangle, with diagonal, of A⁻¹ = L⁻ᵀ L⁻¹. */
export function inverseOf(l: Float64Array, n: number): Float64Array {
  // Rows of L⁻ᵀ, so that both sums run along rows: u[j][i] is element (i, j) of L⁻¹.
  const u = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const row = j * n;
    u[row + j] = 1 / l[row + j]!;
    for (let i = j + 1; i < n; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum -= l[i * n + k]! * u[row + k]!;
      u[row + i] = sum / l[i * n + i]!;
    }
  }
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < n; k++) sum += u[i * n + k]! * u[j * n + k]!;
      inverse[i * n + j] = sum;
    }
  }
  return inverse;
}
