import { adviceInWords, turns } from './advice.ts';
import type { Seen } from './seen.ts';
import { mean } from './statistics.ts';
import { thresholds } from './thresholds.ts';
import type { Rule } from './verdict.ts';
import { percent } from './words.ts';

/**
 * D knows its training samples by heart: r_v = (E D(train) − E D(held-out)) / (E D(train) − E D(fake)) (Karras et al. 2020,
 * equation 1), 0 where it treats both alike, 1 where held-out samples look as fake as generated ones.
 */
export const dOverfits: Rule = (seen) => {
  if (!(overfitShare(seen, 0) > thresholds.dOverfitNow)) return undefined;
  const shares = Array.from({ length: thresholds.dOverfitWindows }, (_, back) => overfitShare(seen, back)).reverse();
  if (!(mean(shares) > thresholds.dOverfitMean)) return undefined;
  return {
    health: 'd-overfit',
    evidence: `In the last ${shares.length} windows of ${seen.windowSteps} steps D put real samples that it learns from ${shares.map(percent).join(', ')} of the way from generated to training samples above held-out ones.`,
    advice: adviceInWords(turns.dOverfit),
  };
};

/** Of a score in float32, with room for what a mean adds: a D whose answers differ by less has answered the same to everything. */
const resolution = 1e-6;

/** NaN where D does not put training samples above generated ones. */
function overfitShare(seen: Seen, back: number): number {
  const gap = mean(seen.window('balance/d_gap', back));
  const real = mean(seen.window('balance/real_score', back));
  const lead = real - mean(seen.window('balance/fake_score', back)) + gap;
  return lead > resolution * Math.abs(real) ? gap / lead : Number.NaN;
}
