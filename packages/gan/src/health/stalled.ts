import { adviceInWords, turns } from './advice.ts';
import { inWords, isGood, noProgressIn } from './progress.ts';
import type { Seen } from './seen.ts';
import { mean } from './statistics.ts';
import { thresholds } from './thresholds.ts';
import type { Rule } from './verdict.ts';
import { percent } from './words.ts';

/**
 * Neither player has moved, now or at first: whatever D is right about, it did not learn it here. Asked early for that reason.
 * Rates that have fallen to nothing at the end of a run are not meant.
 */
export const standsStill: Rule = (seen) => {
  const now = pathsOf(seen.window, seen);
  if (!(Math.max(...now) < thresholds.stillPath)) return undefined;
  const first = pathsOf(seen.first, seen);
  if (!(Math.max(...first) < thresholds.stillPath)) return undefined;
  if (isGood(seen)) return undefined;
  return {
    health: 'stalled',
    evidence: `In the last ${seen.windowSteps} steps the updates of D and G made ${now.map(percent).join(' and ')} of the length of their weights, in the first ones ${first.map(percent).join(' and ')}.`,
    advice: adviceInWords(turns.standsStill),
  };
};

/** No measure of quality gains, and none ever got good. */
export const scoreStands: Rule = (seen) => {
  const progress = noProgressIn(seen);
  if (progress === undefined) return undefined;
  if (!progress.every(({ gain }) => Math.abs(gain) < thresholds.stalledGain)) return undefined;
  return {
    health: 'stalled',
    evidence: `Nothing gets better: ${inWords(progress)}.`,
    advice: adviceInWords(turns.scoreStands),
  };
};

/** How far the updates of D and of G would have led in one window if all had gone the same way, as a share of the length of the weights. */
function pathsOf(values: Seen['first'], { windowSteps }: Seen): number[] {
  return (['d', 'g'] as const).map((player) => windowSteps * mean(values(`balance/update_ratio_${player}`)));
}
