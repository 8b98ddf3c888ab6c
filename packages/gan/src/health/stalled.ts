import { progressOf } from './progress.ts';
import { thresholds } from './thresholds.ts';
import type { Rule } from './verdict.ts';
import { percent, show } from './words.ts';

/** Nothing gets better or worse, and it never got good. */
export const stalled: Rule = (seen) => {
  const progress = progressOf(seen);
  if (progress === undefined) return undefined;
  const { steps, gain, left, first, now } = progress;
  if (!(Math.abs(gain) < thresholds.stalledGain && left > thresholds.stalledLeft)) return undefined;
  return {
    health: 'stalled',
    evidence: `In the last ${steps} steps eval/score moved by ${percent(Math.abs(gain))} from their first half to their second; it is ${show(now)} and began with ${show(first)}.`,
    advice: 'Raise `lr_d`, or give the players more capacity: `width_d`, `depth_g`.',
  };
};
