import { collapsed } from './collapsed.ts';
import { exploded, leftTheNumbers } from './diverged.ts';
import { dOverfits } from './dOverfits.ts';
import { dWins } from './dWins.ts';
import { gWins } from './gWins.ts';
import { oscillates } from './oscillates.ts';
import { type MetricRow, seenIn } from './seen.ts';
import { stalled } from './stalled.ts';
import type { Rule, Verdict } from './verdict.ts';

/** Asked in order: the first that speaks gives the verdict, so a graver or more certain one hides those after it. */
const rules: readonly Rule[] = [exploded, gWins, collapsed, dWins, dOverfits, oscillates, stalled];

/**
 * The verdict on the game, a pure function of the rows seen.
 *
 * @param rows oldest first
 * @param runSteps how long the run is to be
 */
export function assessHealth(rows: readonly MetricRow[], runSteps: number): Verdict {
  const seen = seenIn(rows, runSteps);
  const notFinite = leftTheNumbers(seen);
  if (notFinite !== undefined) return notFinite;
  const last = rows.at(-1)?.step ?? 0;
  if (last - (rows[0]?.step ?? 0) < 2 * seen.windowSteps) {
    return {
      health: 'unknown',
      evidence: `Too early: two windows of ${seen.windowSteps} steps are needed.`,
      advice: '',
    };
  }
  for (const rule of rules) {
    const verdict = rule(seen);
    if (verdict !== undefined) return verdict;
  }
  return { health: 'ok', evidence: 'Neither player has the upper hand and nothing has collapsed.', advice: '' };
}
