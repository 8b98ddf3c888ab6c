import { adviceInWords, turns } from './advice.ts';
import { inWords, noProgressIn } from './progress.ts';
import { sizeOf, swingOf } from './swing.ts';
import { thresholds } from './thresholds.ts';
import type { Rule } from './verdict.ts';
import { show } from './words.ts';

/**
 * The players chase each other: D's lead, how far it puts real samples above fake ones, goes up and down, and quality gets nowhere. The
 * lead, because some losses leave D's level free; the held-out real samples are always the same, so that not chance in the fake ones
 * swings alone.
 */
export const oscillates: Rule = (seen) => {
  const progress = noProgressIn(seen);
  if (progress === undefined) return undefined;
  const { oscillatingTurns, oscillatingSwing, oscillatingNow, oscillatingRealSwing, progressWindows } = thresholds;
  const real = seen.newest('balance/real_score', progressWindows);
  const fake = seen.newest('balance/fake_score', progressWindows);
  if (real.length !== fake.length) return undefined;
  const lead = real.map((score, i) => score - fake[i]!);
  const usual = sizeOf(lead);
  const swing = swingOf(lead);
  if (swing.turns < oscillatingTurns || swing.size < oscillatingSwing * usual) return undefined;
  if (swingOf(real).size < oscillatingRealSwing * usual) return undefined;
  // A game that swung at first and has settled is not meant.
  const later = lead.slice(-(lead.length >> 1));
  if (swingOf(later).size < oscillatingNow * sizeOf(later)) return undefined;
  return {
    health: 'oscillating',
    evidence: `Over the last ${progressWindows * seen.windowSteps} steps D's lead, real score less fake score, changed sides of its trend ${swing.turns} times, by ${show(swing.size)} (median); its median size is ${show(usual)}. Meanwhile, ${inWords(progress)}.`,
    advice: adviceInWords(turns.oscillating),
  };
};
