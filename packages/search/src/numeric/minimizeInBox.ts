/** Value at x; writes the gradient into the second argument. A value that is not finite is a wall. */
export type Differentiable = (x: Float64Array, gradient: Float64Array) => number;

/** A step must fall by this share of what the gradient promises (Armijo 1966). */
const SUFFICIENT = 1e-4;
const MAX_BACKTRACKS = 12;

/**
 * A local minimum of a smooth function in a box: BFGS with projection (Nocedal and Wright, Numerical Optimization,
 * chapters 6 and 16.7). For tens of variables; each evaluation is worth more than the bookkeeping.
 *
 * @param start inside the box
 */
export function minimizeInBox(input: {
  f: Differentiable;
  start: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  maxEvaluations: number;
  /** Ends where no free component of the gradient is above this. */
  tolerance: number;
}): { x: Float64Array; value: number } {
  const { f, lower, upper, maxEvaluations, tolerance } = input;
  const n = input.start.length;
  let x: Float64Array = Float64Array.from(input.start);
  let gradient: Float64Array = new Float64Array(n);
  let value = f(x, gradient);
  let evaluations = 1;
  let h = identity(n);
  let fresh = true;
  while (evaluations < maxEvaluations) {
    // A variable at a bound that pulls outward stays there for this step.
    const free = Array.from(
      x,
      (xi, i) => !(xi <= lower[i]! && gradient[i]! > 0) && !(xi >= upper[i]! && gradient[i]! < 0),
    );
    let steepest = 0;
    for (let i = 0; i < n; i++) if (free[i]) steepest = Math.max(steepest, Math.abs(gradient[i]!));
    if (!(steepest > tolerance)) break;
    let direction = descent(h, gradient, free);
    let slope = dot(direction, gradient);
    if (!(slope < 0)) {
      h = identity(n);
      fresh = true;
      direction = descent(h, gradient, free);
      slope = dot(direction, gradient);
    }
    // Without a scale yet, a tenth of the box at most.
    let step = fresh ? Math.min(1, 0.1 / reach(direction, lower, upper)) : 1;
    let next: { x: Float64Array; gradient: Float64Array; value: number } | undefined;
    for (let tries = 0; tries < MAX_BACKTRACKS && evaluations < maxEvaluations; tries++) {
      const at = Float64Array.from(x, (xi, i) => Math.min(Math.max(xi + step * direction[i]!, lower[i]!), upper[i]!));
      const gradientAt = new Float64Array(n);
      const valueAt = f(at, gradientAt);
      evaluations++;
      let promised = 0;
      for (let i = 0; i < n; i++) promised += gradient[i]! * (at[i]! - x[i]!);
      if (Number.isFinite(valueAt) && valueAt <= value + SUFFICIENT * promised) {
        next = { x: at, gradient: gradientAt, value: valueAt };
        break;
      }
      // The lowest point of the parabola through what is known, within limits.
      const guess = Number.isFinite(valueAt) ? (-slope * step * step) / (2 * (valueAt - value - slope * step)) : 0;
      step = Math.min(Math.max(guess, 0.1 * step), 0.5 * step);
    }
    if (next === undefined) {
      if (fresh) break;
      h = identity(n);
      fresh = true;
      continue;
    }
    const s = next.x.map((xi, i) => xi - x[i]!);
    const y = next.gradient.map((gi, i) => gi - gradient[i]!);
    const curvature = dot(s, y);
    const fallen = value - next.value;
    ({ x, gradient, value } = next);
    if (curvature > 1e-10 * Math.sqrt(dot(s, s) * dot(y, y))) {
      if (fresh) h = h.map((hij) => (hij * curvature) / dot(y, y));
      update(h, s, y, curvature);
      fresh = false;
    }
    if (fallen <= 1e-12 * Math.max(1, Math.abs(value))) break;
  }
  return { x, value };
}

function identity(n: number): Float64Array {
  const h = new Float64Array(n * n);
  for (let i = 0; i < n; i++) h[i * n + i] = 1;
  return h;
}

/** -H g over the free variables; 0 for the others. */
function descent(h: Float64Array, gradient: Float64Array, free: readonly boolean[]): Float64Array {
  const n = gradient.length;
  return gradient.map((_, i) => {
    if (!free[i]) return 0;
    let sum = 0;
    for (let j = 0; j < n; j++) if (free[j]) sum -= h[i * n + j]! * gradient[j]!;
    return sum;
  });
}

/** H becomes (1 - ρsyᵀ) H (1 - ρysᵀ) + ρssᵀ with ρ = 1 / sᵀy. */
function update(h: Float64Array, s: Float64Array, y: Float64Array, curvature: number): void {
  const n = s.length;
  const hy = s.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += h[i * n + j]! * y[j]!;
    return sum;
  });
  const factor = (1 + dot(y, hy) / curvature) / curvature;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      h[i * n + j]! += factor * s[i]! * s[j]! - (hy[i]! * s[j]! + s[i]! * hy[j]!) / curvature;
    }
  }
}

/** How many boxes long the step is on its longest axis. */
function reach(direction: Float64Array, lower: Float64Array, upper: Float64Array): number {
  return direction.reduce((most, d, i) => Math.max(most, Math.abs(d) / (upper[i]! - lower[i]!)), 1e-300);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
