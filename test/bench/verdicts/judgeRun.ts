import { createAssessor } from '@seesaw/gan/health/assessor';
import type { MetricRow } from '@seesaw/gan/health/seen';
import type { Health, Verdict } from '@seesaw/shared/health';

/** What a trainer would have said of a run, report by report. */
export interface JudgedRun {
  /** At the end of the run: what its row says for good. */
  readonly verdict: Verdict;
  /** Every verdict in the order in which it was raised, with the step at which it was. */
  readonly said: readonly (readonly [Health, number])[];
}

export function judgeRun(rows: readonly MetricRow[], windowSteps: number): JudgedRun {
  const assessor = createAssessor(windowSteps);
  const said: [Health, number][] = [];
  for (const row of rows) {
    const { health } = assessor.add(row);
    if (said.at(-1)?.[0] !== health) said.push([health, row.step]);
  }
  return { verdict: assessor.verdict, said };
}
