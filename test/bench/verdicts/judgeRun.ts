import { assessHealth } from '@seesaw/gan/health/assessHealth';
import type { MetricRow } from '@seesaw/gan/health/seen';
import type { Verdict } from '@seesaw/gan/health/verdict';
import type { Health } from '@seesaw/shared/health';

/** What a trainer would have said of a run, report by report. */
export interface JudgedRun {
  /** At the end of the run: what its row says for good. */
  readonly verdict: Verdict;
  /** Every verdict on the way, with the step at which it was first said. */
  readonly said: Readonly<Partial<Record<Health, number>>>;
}

export function judgeRun(rows: readonly MetricRow[], runSteps: number): JudgedRun {
  const said: Partial<Record<Health, number>> = {};
  let verdict = assessHealth([], runSteps);
  for (let count = 1; count <= rows.length; count += 1) {
    verdict = assessHealth(rows.slice(0, count), runSteps);
    said[verdict.health] ??= rows[count - 1]!.step;
  }
  return { verdict, said };
}
