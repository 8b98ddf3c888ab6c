import type { Verdict } from '@seesaw/shared/health';
import { adviceInWords, turns } from './advice.ts';
import { rowsWith, type Seen, type Signal, valueIn } from './seen.ts';
import { thresholds } from './thresholds.ts';
import type { Found, Rule } from './verdict.ts';
import { percent, show } from './words.ts';

const advice = adviceInWords(turns.collapse);

/** How much of the data G reaches, and how good what it makes is, by what an evaluation measures. Below `least` there is nothing to lose. */
export const reached: readonly {
  readonly coverage: Signal;
  readonly least: number;
  readonly precision: Signal;
  readonly what: (value: number) => string;
}[] = [
  { coverage: 'eval/modes_held', least: 3, precision: 'eval/hq_share', what: (value) => `${value} modes` },
  {
    coverage: 'eval/coverage',
    least: 0.1,
    precision: 'eval/precision',
    what: (value) => `${percent(value)} of the data`,
  },
];

/** G gave up part of what it once reached while its samples stayed good, or repeats itself. */
export const collapsed: Rule = (seen) => lostCoverage(seen) ?? repeatsItself(seen);

function lostCoverage(seen: Seen): Verdict | undefined {
  for (const { coverage, least, precision, what } of reached) {
    const evaluations = rowsWith(seen.rows, coverage);
    const now = evaluations.at(-1);
    const before = evaluations.slice(0, -1);
    if (now === undefined || before.length === 0) continue;
    const best = before.reduce((a, b) => (valueIn(b, coverage) > valueIn(a, coverage) ? b : a));
    const [reached, left] = [valueIn(best, coverage), valueIn(now, coverage)];
    if (reached < least || left >= thresholds.collapseCoverage * reached) continue;
    const [then, still] = [valueIn(best, precision), valueIn(now, precision)];
    if (!(still >= thresholds.collapsePrecision * then)) continue;
    return {
      health: 'collapse',
      evidence: `G holds ${what(left)} at step ${now.step}, after ${what(reached)} at step ${best.step}, with samples as good (${percent(still)} of high quality, then ${percent(then)}).`,
      advice,
    };
  }
  return undefined;
}

function repeatsItself(seen: Seen): Found | undefined {
  const shares = seen.all('eval/duplicates').slice(-2);
  if (shares.length < 2 || Math.min(...shares) <= thresholds.collapseDuplicates) return undefined;
  return {
    health: 'collapse',
    evidence: `${percent(shares[1]!)} of the generated samples have a near-duplicate beside them (${percent(shares[0]!)} at the evaluation before; of real ones 1 %), up to step ${show(seen.rows.at(-1)!.step)}.`,
    advice,
    isConfirmed: true,
  };
}
