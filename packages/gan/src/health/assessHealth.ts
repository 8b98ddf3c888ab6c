import { collapsed } from './collapsed.ts';
import { exploded } from './diverged.ts';
import { dOverfits } from './dOverfits.ts';
import { dWins } from './dWins.ts';
import { gWins } from './gWins.ts';
import { oscillates } from './oscillates.ts';
import { isGood, progressOf, qualityInWords } from './progress.ts';
import { type Seen, type SeenRow, seenIn } from './seen.ts';
import { scoreStands, standsStill } from './stalled.ts';
import { thresholds } from './thresholds.ts';
import type { Found, Rule } from './verdict.ts';

/** Asked in order: the first that speaks gives the verdict, so a graver or more certain one hides those after it. */
const rules: readonly Rule[] = [exploded, standsStill, gWins, collapsed, dWins, dOverfits, oscillates, scoreStands];

/**
 * What the rules say of a game, a pure function of the rows seen.
 *
 * @param rows oldest first
 * @param windowSteps W, of `windowStepsOf`
 */
export function assessHealth(rows: readonly SeenRow[], windowSteps: number): Found {
  const last = rows.at(-1)?.step ?? 0;
  if (last - (rows[0]?.step ?? 0) < 2 * windowSteps) {
    return {
      health: 'unknown',
      evidence: `Too early: two windows of ${windowSteps} steps are needed.`,
      advice: '',
    };
  }
  const seen = seenIn(rows, windowSteps);
  for (const rule of rules) {
    const verdict = rule(seen);
    if (verdict !== undefined) return verdict;
  }
  const evidence = `Neither player has the upper hand and nothing has collapsed.${butQuality(seen)}`;
  return { health: 'ok', evidence, advice: '' };
}

/** An `ok` is one of the game: not of samples that were hardly looked at, or are bad. */
function butQuality(seen: Seen): string {
  if (progressOf(seen).length > 0) return isGood(seen) ? '' : ` Samples are not good yet: ${qualityInWords(seen)}.`;
  const { progressEvaluations, progressWindows } = thresholds;
  const evaluations = seen.all('eval/score').length;
  const needed = `${progressEvaluations} evaluations and ${progressWindows * seen.windowSteps} steps`;
  return ` Whether samples get any better is told after ${needed}; there were ${evaluations}.`;
}
