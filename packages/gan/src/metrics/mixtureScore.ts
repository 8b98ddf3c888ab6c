import type { PointData } from '../data/trainingData.ts';

/** Share of samples of the data themselves that lie within 3σ of their mode: 1 − e^(−9/2). No sampler can be expected to do better. */
export const mixtureCeiling = 1 - Math.exp(-4.5);

export interface MixtureScore {
  /** Modes with at least one sample within 3σ. */
  readonly modes: number;
  /** Modes with at least 3 % of all samples within 3σ. */
  readonly modesHeld: number;
  readonly hqShare: number;
  /** KL(generated ‖ even) in nats of the histogram of high-quality samples; absent when there is none. */
  readonly reverseKl?: number;
  /** reverse KL + (1 − HQ share); ln(modes) + 1 when no sample is of high quality. Smaller is better. */
  readonly score: number;
}

type Mixture = Pick<PointData, 'centres' | 'sigma'>;

/** `points` is a flat [n, 2]. */
export function mixtureScore(points: Float32Array, mixture: Mixture): MixtureScore {
  const count = points.length / 2;
  const all = mixture.centres.length;
  const histogram = new Array<number>(all).fill(0);
  for (let i = 0; i < count; i++) {
    const mode = modeWithin3Sigma(points[2 * i]!, points[2 * i + 1]!, mixture);
    if (mode >= 0) histogram[mode] = histogram[mode]! + 1;
  }
  const good = histogram.reduce((a, b) => a + b, 0);
  const hqShare = good / count;
  const coverage = {
    modes: histogram.filter((n) => n > 0).length,
    modesHeld: histogram.filter((n) => n >= 0.03 * count).length,
    hqShare,
  };
  if (good === 0) return { ...coverage, score: Math.log(all) + 1 };
  const shares = histogram.filter((n) => n > 0).map((n) => n / good);
  const reverseKl = shares.reduce((sum, share) => sum + share * Math.log(share * all), 0);
  return { ...coverage, reverseKl, score: reverseKl + (1 - hqShare) };
}

function modeWithin3Sigma(x: number, y: number, { centres, sigma }: Mixture): number {
  const reach = 3 * sigma;
  // The distance itself costs much more than to see that one coordinate is too far already, as most are.
  return centres.findIndex(
    ([cx, cy]) => Math.abs(x - cx) <= reach && Math.abs(y - cy) <= reach && Math.hypot(x - cx, y - cy) <= reach,
  );
}
