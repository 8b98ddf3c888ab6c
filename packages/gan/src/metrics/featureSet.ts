import { dotProducts } from './dotProducts.ts';
import { frechetDistance, type Gaussian, gaussianOf } from './frechet.ts';
import { kernelMean, kernelMeanWithin, kid } from './kid.ts';
import { type Balls, type NeighbourMetrics, neighbourMetrics, reachesOf } from './neighbours.ts';
import { pairedPlaces } from './pairedPlaces.ts';
import { directionsOf, slicedWasserstein, slicesOf } from './slicedWasserstein.ts';

/** A set of feature vectors with what its comparisons need, so that real data are looked at once and not with every trial. */
export interface FeatureSet extends Balls {
  /** Of all members; the rest of this is of `count` of them. */
  readonly gaussian: Gaussian;
  /** Flat [count, size]. */
  readonly values: Float32Array;
  readonly size: number;
  readonly kernelMean: number;
  readonly slices: readonly Float32Array[];
}

/** `features` is flat [samples, size]; at least two samples. Waits for the device. */
export function featureSet(features: Float32Array, size: number): FeatureSet {
  const values = evenlySpaced(features, size);
  const count = values.length / size;
  const dots = dotProducts(values, values, size);
  // From the products themselves, so that equal points have distance 0 to the last bit.
  const squares = Float64Array.from({ length: count }, (_, i) => dots[i * count + i]!);
  return {
    gaussian: gaussianOf(features, size),
    values,
    size,
    count,
    squares,
    reaches: reachesOf(dots, squares),
    kernelMean: kernelMeanWithin(dots, count, size),
    slices: slicesOf(values, directionsOf(size), size),
  };
}

export interface FeatureMetrics extends NeighbourMetrics {
  readonly frechet: number;
  readonly kid: number;
  readonly swd: number;
}

/** Every metric of a generated set beside a real one; NaN all together where a feature is not finite. Waits for the device. */
export function compareFeatures(real: FeatureSet, generated: FeatureSet): FeatureMetrics {
  const frechet = frechetDistance(real.gaussian, generated.gaussian);
  if (Number.isNaN(frechet) || ![real, generated].every(({ squares }) => squares.every(Number.isFinite)))
    return unknown;
  const across = dotProducts(real.values, generated.values, real.size);
  return {
    frechet,
    kid: kid({
      withinReal: real.kernelMean,
      withinGenerated: generated.kernelMean,
      across: kernelMean(across, real.size),
    }),
    ...neighbourMetrics(real, generated, across),
    swd: slicedWasserstein(real.slices, generated.slices),
  };
}

/** A comparison with NaN is false, so an infinite or absent feature would otherwise look like a point that is nowhere near. */
const unknown: FeatureMetrics = {
  frechet: Number.NaN,
  kid: Number.NaN,
  precision: Number.NaN,
  recall: Number.NaN,
  density: Number.NaN,
  coverage: Number.NaN,
  swd: Number.NaN,
};

function evenlySpaced(features: Float32Array, size: number): Float32Array {
  const places = pairedPlaces(features.length / size);
  const chosen = new Float32Array(places.length * size);
  for (const [row, place] of places.entries()) {
    chosen.set(features.subarray(place * size, (place + 1) * size), row * size);
  }
  return chosen;
}
