import { ringCentre, ringModes, ringSigma } from '../data/ring.ts';

/** Share of samples of the data itself that lie within 3σ of their mode: 1 − e^(−9/2). No sampler can be expected to do better. */
export const ringCeiling = 1 - Math.exp(-4.5);

export interface RingScore {
  /** Modes with at least one sample within 3σ. */
  readonly modes: number;
  /** Modes with at least 3 % of all samples within 3σ. */
  readonly modesHeld: number;
  readonly hqShare: number;
  /** KL(generated ‖ even) in nats of the histogram of high-quality samples; NaN when there is none. */
  readonly reverseKl: number;
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
  const reverseKl =
    good === 0
      ? Number.NaN
      : histogram.reduce((sum, n) => sum + (n === 0 ? 0 : (n / good) * Math.log((n / good) * ringModes)), 0);
  return {
    modes: histogram.filter((n) => n > 0).length,
    modesHeld: histogram.filter((n) => n >= 0.03 * count).length,
    hqShare,
    reverseKl,
    score: good === 0 ? Math.log(ringModes) + 1 : reverseKl + (1 - hqShare),
  };
}

function modeWithin3Sigma(x: number, y: number): number {
  for (let mode = 0; mode < ringModes; mode++) {
    const [cx, cy] = ringCentre(mode);
    if (Math.hypot(x - cx, y - cy) <= 3 * ringSigma) return mode;
  }
  return -1;
}
