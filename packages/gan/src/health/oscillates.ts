import { progressOf } from './progress.ts';
import { mean } from './statistics.ts';
import { thresholds } from './thresholds.ts';
import { swingOf, turnsOf } from './turns.ts';
import type { Rule } from './verdict.ts';
import { percent, show } from './words.ts';

/** The players chase each other: D's opinion of the fake samples goes up and down, and their quality gets nowhere. */
export const oscillates: Rule = (seen) => {
  const progress = progressOf(seen);
  if (progress === undefined) return undefined;
  const { steps, gain, left, now, first } = progress;
  if (!(gain < thresholds.oscillatingGain && left > thresholds.oscillatingLeft)) return undefined;
  const fake = seen.newest('balance/fake_score', thresholds.progressWindows);
  const real = seen.newest('balance/real_score', thresholds.progressWindows);
  const distance = Math.abs(mean(real) - mean(fake));
  const swing = swingOf(fake);
  const turns = turnsOf(fake);
  const realSwing = swingOf(real);
  if (turns < thresholds.oscillatingTurns || swing < thresholds.oscillatingSwing * distance) return undefined;
  if (realSwing < thresholds.oscillatingRealSwing * distance) return undefined;
  return {
    health: 'oscillating',
    evidence: `Over the last ${steps} steps the fake score changed sides of its trend ${turns} times, by ${show(swing)} on average (the real score by ${show(realSwing)}), with ${show(distance)} between it and the real score; eval/score gained ${percent(gain)} from their first half to their second and is ${show(now)}, after ${show(first)} at first.`,
    advice: 'Lower `lr_d` or `beta1`, set `r1_gamma` or `ema_decay`, or use an alternating `order`.',
  };
};
