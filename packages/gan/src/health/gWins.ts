import { adviceInWords, turns } from './advice.ts';
import { accuraciesOf, sharesInWords } from './dWins.ts';
import { isGood, isWorseThanBest } from './progress.ts';
import { mean } from './statistics.ts';
import { thresholds } from './thresholds.ts';
import type { Rule } from './verdict.ts';
import { percent, show } from './words.ts';

const advice = adviceInWords(turns.gWins);

/** D takes what G makes for real though it is not good, or can no longer tell while the samples are getting worse. */
export const gWins: Rule = (seen) => {
  const over = `Over the last ${seen.windowSteps} steps`;
  const scores = seen.all('eval/score');
  const [first] = scores;
  const now = scores.at(-1);
  if (now === undefined || first === undefined) return undefined;
  const onFake = mean(seen.window('balance/d_acc_fake'));
  // At a good end D is undecided, and on which side of its threshold "undecided" falls is chance.
  if (onFake < thresholds.gWinsAccuracyOnFake && !isGood(seen)) {
    return {
      health: 'g-wins',
      evidence: `${over} D finds only ${percent(onFake)} of the fake samples, though eval/score is ${show(now)}, at first ${show(first)}.`,
      advice,
    };
  }
  const right = accuraciesOf(seen);
  const [low, high] = thresholds.gWinsUndecided;
  if (right.length === 0 || !right.every(({ share }) => share >= low && share <= high)) return undefined;
  const best = Math.min(...scores);
  if (!isWorseThanBest(seen, thresholds.gWinsScore)) return undefined;
  return {
    health: 'g-wins',
    evidence: `${over} D is right on ${sharesInWords(right)}, no better than a guess, and eval/score is ${show(now)}, after ${show(best)} at its best.`,
    advice,
  };
};
