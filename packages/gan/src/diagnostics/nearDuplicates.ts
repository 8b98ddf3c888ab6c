import { dotProducts } from '../metrics/dotProducts.ts';

/** Share of real samples whose nearest neighbour is nearer than what counts as a duplicate; also what a perfect G scores. */
export const duplicatesOfData = 0.01;

/**
 * Birthday test (Arora, Risteski & Zhang 2018): the share of samples that have a near-duplicate beside them. Two samples are
 * near-duplicates when they are closer, in the space of the samples, than the nearest neighbours of all but `duplicatesOfData` of
 * as many held-out real samples: there is no absolute "same", so the data say what is near. Flat [n, features] each.
 * Waits for the device.
 *
 * @param tooNear squared distance, of `nearDistance`
 */
export function duplicateShare(samples: Float32Array, features: number, tooNear: number): number {
  const hasDuplicate = new Uint8Array(samples.length / features);
  const compare = (i: number, j: number) => {
    if (hasDuplicate[i] && hasDuplicate[j]) return;
    if (squaredDistance(samples, i * features, j * features, features, tooNear) < tooNear) {
      hasDuplicate[i] = 1;
      hasDuplicate[j] = 1;
    }
  };
  if (features <= fewFeatures) pairsAlongFirst(samples, features, tooNear, compare);
  else pairsByProducts(samples, features, tooNear, compare);
  return hasDuplicate.reduce((sum, has) => sum + has, 0) / hasDuplicate.length;
}

/** The squared distance below which two samples are near-duplicates, by real samples [n, features]. Waits for the device. */
export function nearDistance(real: Float32Array, features: number): number {
  const nearest = (features <= fewFeatures ? nearestOfAll : nearestByProducts)(real, features).sort();
  return nearest[Math.floor(duplicatesOfData * nearest.length)] ?? 0;
}

/** For more, one product of matrices is faster than walking along pairs. */
const fewFeatures = 8;

/** Pairs that may be nearer: those that are so along their first feature. What is no number has no place in an order, and is near to none. */
function pairsAlongFirst(
  samples: Float32Array,
  features: number,
  tooNear: number,
  visit: (i: number, j: number) => void,
): void {
  const first = (i: number) => samples[i * features]!;
  const order = Uint32Array.from({ length: samples.length / features }, (_, i) => i)
    .filter((i) => !Number.isNaN(first(i)))
    .sort((i, j) => first(i) - first(j));
  order.forEach((i, place) => {
    for (let next = place + 1; next < order.length; next += 1) {
      const j = order[next]!;
      if ((first(j) - first(i)) ** 2 > tooNear) return;
      visit(i, j);
    }
  });
}

/** Pairs that may be nearer: those that are not farther for certain. */
function pairsByProducts(
  samples: Float32Array,
  features: number,
  tooNear: number,
  visit: (i: number, j: number) => void,
): void {
  const { count, dots, lengths } = productsOf(samples, features);
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const both = lengths[i]! + lengths[j]!;
      // Of products that are too large for float32 nothing is certain.
      if (both - 2 * dots[i * count + j]! - rounding * both > tooNear) continue;
      visit(i, j);
    }
  }
}

/** Of each sample, the squared distance to the nearest other one. */
function nearestOfAll(samples: Float32Array, features: number): Float64Array {
  const nearest = new Float64Array(samples.length / features).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < nearest.length; i += 1) {
    for (let j = 0; j < i; j += 1) bringNearer(nearest, samples, features, i, j);
  }
  return nearest;
}

/** The same numbers: only pairs are compared that may be one of the nearest. */
function nearestByProducts(samples: Float32Array, features: number): Float64Array {
  const { count, dots, lengths } = productsOf(samples, features);
  const [atMost, nearest] = [0, 1].map(() => new Float64Array(count).fill(Number.POSITIVE_INFINITY)) as [
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const both = lengths[i]! + lengths[j]!;
      const most = both - 2 * dots[i * count + j]! + rounding * both;
      atMost[i] = Math.min(atMost[i]!, most);
      atMost[j] = Math.min(atMost[j]!, most);
    }
  }
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const both = lengths[i]! + lengths[j]!;
      const least = both - 2 * dots[i * count + j]! - rounding * both;
      if (least <= Math.max(atMost[i]!, atMost[j]!)) bringNearer(nearest, samples, features, i, j);
    }
  }
  return nearest;
}

function bringNearer(nearest: Float64Array, samples: Float32Array, features: number, i: number, j: number): void {
  const enough = Math.max(nearest[i]!, nearest[j]!);
  const square = squaredDistance(samples, i * features, j * features, features, enough);
  nearest[i] = Math.min(nearest[i]!, square);
  nearest[j] = Math.min(nearest[j]!, square);
}

/**
 * By how much ‖a‖² + ‖b‖² − 2 a·b can be wrong at most, as a share of ‖a‖² + ‖b‖²: a GPU may multiply in TF32, whose ten bits round
 * each factor by up to 2⁻¹¹.
 */
const rounding = 2.5e-3;

/** a·b of every pair, [n, n], and ‖a‖² of each sample. */
function productsOf(samples: Float32Array, features: number) {
  const count = samples.length / features;
  const dots = dotProducts(samples, samples, features);
  return { count, dots, lengths: Float32Array.from({ length: count }, (_, i) => dots[i * count + i]!) };
}

/** One that is longer than enough is not finished. From the middle on, since images differ less at their borders: it is known sooner. */
function squaredDistance(samples: Float32Array, a: number, b: number, features: number, enough: number): number {
  const middle = features >> 1;
  const square = partOfSquare(samples, a + middle, b + middle, features - middle, { sum: 0, enough });
  return square > enough ? square : partOfSquare(samples, a, b, middle, { sum: square, enough });
}

function partOfSquare(
  samples: Float32Array,
  a: number,
  b: number,
  count: number,
  { sum, enough }: { readonly sum: number; readonly enough: number },
): number {
  let square = sum;
  for (let k = 0; k < count && square <= enough; k += 1) {
    const difference = samples[a + k]! - samples[b + k]!;
    square += difference * difference;
  }
  return square;
}
