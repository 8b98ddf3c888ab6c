import { heldOutSeed } from '../data/heldOut.ts';
import { mixturePoints } from '../data/mixturePoints.ts';
import type { PointData } from '../data/trainingData.ts';
import type { RandomSource } from '../random/randomSource.ts';
import { slicedWasserstein, slicesOf } from './slicedWasserstein.ts';

/** In the plane even directions are better than random ones. */
const directionCount = 16;
const directions = Float32Array.from({ length: 2 * directionCount }, (_, i) => {
  const angle = ((i >> 1) * Math.PI) / directionCount;
  return i % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
});

/** Enough that two draws of the ring are 0.02 apart, few enough that sorting them costs two milliseconds. */
const pointsCompared = 2000;

/**
 * How far the first `pointsCompared` of `points` (flat [n, 2]) are from a fixed draw of the data: the sliced Wasserstein distance,
 * in units of the plane, ≥ 0. Unlike the score it tells a G that comes near from one that does not, before it has reached any mode.
 */
export function pointDistance(data: PointData, random: RandomSource): (points: Float32Array) => number {
  let real: Float32Array[] | undefined;
  return (points) => {
    real ??= slicesOf(drawnFrom(data, random), directions, 2);
    return slicedWasserstein(slicesOf(points.subarray(0, 2 * pointsCompared), directions, 2), real);
  };
}

/** Another step than that of the points that D is watched with. */
function drawnFrom(data: PointData, random: RandomSource): Float32Array {
  const points = mixturePoints(random, data, pointsCompared, { seed: heldOutSeed, step: 1, split: 'held-out' });
  const values = points.dataSync<'float32'>();
  points.dispose();
  return values;
}
