import { CounterStream } from '../random/counterStream.ts';
import { dotProducts } from './dotProducts.ts';

/** With other directions, or another number of them, values would no longer compare with earlier ones. */
const directionCount = 128;
const directionSeed = 0x51ced;

/** The same unit vectors for every trial and every evaluation, flat [directions, size]. */
export function directionsOf(size: number): Float32Array {
  const directions = new Float32Array(directionCount * size);
  for (let d = 0; d < directionCount; d++) {
    const stream = new CounterStream({ seed: directionSeed, purpose: 'slice-direction', step: d });
    const normal = Float64Array.from({ length: size }, () => stream.normal());
    const length = Math.hypot(...normal);
    directions.set(
      normal.map((value) => value / length),
      d * size,
    );
  }
  return directions;
}

/** Where the members of a set lie along each direction, ascending. `values` is flat [count, size]. */
export function slicesOf(values: Float32Array, directions: Float32Array, size: number): Float32Array[] {
  const count = values.length / size;
  const along = dotProducts(directions, values, size);
  return Array.from({ length: directions.length / size }, (_, d) => along.subarray(d * count, (d + 1) * count).sort());
}

/**
 * Sliced Wasserstein distance (Rabin et al. 2011) with W₁ in each direction, as Karras et al. 2018 use it for images: the mean
 * way, in units of the features, that the points of one set have to go along a direction to lie like those of the other.
 * In [0, ∞). Sets may differ in size.
 */
export function slicedWasserstein(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  return a.reduce((sum, slice, d) => sum + wasserstein1(slice, b[d]!), 0) / a.length;
}

/** ∫ |F⁻¹ − G⁻¹| of two ascending lists: both quantile functions are steps, so between two ends of steps it is a rectangle. */
function wasserstein1(a: Float32Array, b: Float32Array): number {
  let distance = 0;
  let from = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [endOfA, endOfB] = [(i + 1) * b.length, (j + 1) * a.length];
    const to = Math.min(endOfA, endOfB);
    distance += ((to - from) / (a.length * b.length)) * Math.abs(a[i]! - b[j]!);
    from = to;
    if (endOfA === to) i++;
    if (endOfB === to) j++;
  }
  return distance;
}
