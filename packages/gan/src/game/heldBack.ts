import { engine, greater, type Scalar, Select, Tensor } from '@tensorflow/tfjs-core';

/**
 * `after` where `order` is 1 (or there is none), `before` where it is 0: every tensor that differs is taken whole from one of
 * the two, so a skipped update leaves no trace, not even of a NaN. Numbers of the host are those of `after`.
 */
export function heldBack<T>(order: Scalar | undefined, after: T, before: T): T {
  if (order === undefined) return after;
  return oneOf(greater(order, 0), after, before) as T;
}

function oneOf(made: Tensor, after: unknown, before: unknown): unknown {
  if (after === before || typeof after !== 'object') return after;
  // The operation takes one truth for a whole tensor; `where` would first spread it over the shape, in four more operations.
  if (after instanceof Tensor) return engine().runKernel(Select, { condition: made, t: after, e: before as Tensor });
  const old = before as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(after as object).map(([name, value]) => [name, oneOf(made, value, old[name])]),
  );
}
