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
  const count = samples.length / features;
  const hasDuplicate = new Uint8Array(count);
  const { dots, lengths } = productsOf(samples, features);
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const both = lengths[i]! + lengths[j]!;
      if (both - 2 * dots[i * count + j]! > tooNear + rounding * both) continue;
      if (hasDuplicate[i] && hasDuplicate[j]) continue;
      if (squaredDistance(samples, i * features, j * features, features, tooNear) < tooNear) {
        hasDuplicate[i] = 1;
        hasDuplicate[j] = 1;
      }
    }
  }
  return hasDuplicate.reduce((sum, has) => sum + has, 0) / count;
}

/**
 * By how much ‖a‖² + ‖b‖² − 2 a·b can be wrong at most, as a share of ‖a‖² + ‖b‖²: a GPU may multiply in TF32, whose ten bits round
 * each factor by up to 2⁻¹¹.
 */
const rounding = 2.5e-3;

/** The squared distance below which two samples are near-duplicates, by real samples [n, features]. Waits for the device. */
export function nearDistance(real: Float32Array, features: number): number {
  const nearest = nearestSquares(real, features).sort();
  return nearest[Math.floor(duplicatesOfData * nearest.length)] ?? 0;
}

/** To the nearest other sample of each, squared. */
function nearestSquares(samples: Float32Array, features: number): Float64Array {
  const count = samples.length / features;
  const { dots, lengths } = productsOf(samples, features);
  /** No nearest one is farther. */
  const atMost = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const both = lengths[i]! + lengths[j]!;
      const most = both - 2 * dots[i * count + j]! + rounding * both;
      if (most < atMost[i]!) atMost[i] = most;
      if (most < atMost[j]!) atMost[j] = most;
    }
  }
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const both = lengths[i]! + lengths[j]!;
      if (both - 2 * dots[i * count + j]! - rounding * both > Math.max(atMost[i]!, atMost[j]!)) continue;
      const enough = Math.max(nearest[i]!, nearest[j]!);
      const square = squaredDistance(samples, i * features, j * features, features, enough);
      if (square < nearest[i]!) nearest[i] = square;
      if (square < nearest[j]!) nearest[j] = square;
    }
  }
  return nearest;
}

/**
 * a·b of each pair and ‖a‖² of each sample: ‖a‖² + ‖b‖² − 2 a·b tells of nearly all pairs that they are too far, by one product of
 * matrices, which is faster than walking along each of them.
 */
function productsOf(samples: Float32Array, features: number): { dots: Float32Array; lengths: Float32Array } {
  const count = samples.length / features;
  const dots = dotProducts(samples, samples, features);
  return { dots, lengths: Float32Array.from({ length: count }, (_, i) => dots[i * count + i]!) };
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
