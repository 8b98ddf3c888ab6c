import { ringCentre, ringModes, ringSigma } from '../data/ring.ts';

/** Share of samples of the data itself that lie within 3σ of their mode: 1 − e^(−9/2). No sampler can be expected to do better. */
export const ringCeiling = 1 - Math.exp(-4.5);

export interface RingScore {
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

/** `points` is a flat [n, 2]. */
export function ringScore(points: Float32Array): RingScore {
  const count = points.length / 2;
  const histogram = new Array<number>(ringModes).fill(0);
  for (let i = 0; i < count; i++) {
    const mode = modeWithin3Sigma(points[2 * i]!, points[2 * i + 1]!);
    if (mode >= 0) histogram[mode] = histogram[mode]! + 1;
  }
  const good = histogram.reduce((a, b) => a + b, 0);
  const hqShare = good / count;
  const coverage = {
    modes: histogram.filter((n) => n > 0).length,
    modesHeld: histogram.filter((n) => n >= 0.03 * count).length,
    hqShare,
  };
  if (good === 0) return { ...coverage, score: Math.log(ringModes) + 1 };
  const shares = histogram.filter((n) => n > 0).map((n) => n / good);
  const reverseKl = shares.reduce((sum, share) => sum + share * Math.log(share * ringModes), 0);
  return { ...coverage, reverseKl, score: reverseKl + (1 - hqShare) };
}

function modeWithin3Sigma(x: number, y: number): number {
  for (let mode = 0; mode < ringModes; mode++) {
    const [cx, cy] = ringCentre(mode);
    if (Math.hypot(x - cx, y - cy) <= 3 * ringSigma) return mode;
  }
  return -1;
}
