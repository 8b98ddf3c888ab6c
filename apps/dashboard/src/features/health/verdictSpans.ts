import type { TrialRow, VerdictRow } from '@seesaw/shared/records';

/** A stretch of a training under one verdict. */
export interface VerdictSpan {
  readonly from: number;
  /** Up to here, not included; where the training stands for the last one. */
  readonly to: number;
  readonly health: string;
  readonly evidence: string;
  readonly advice: string;
}

/**
 * What was known of the game from step 0 to where the trial stands; before the first verdict nothing was. Changes alone are events: what
 * was seen last under the verdict that holds is in the trial's row.
 */
export function verdictSpans(
  verdicts: readonly VerdictRow[],
  trial: Pick<TrialRow, 'step' | 'health' | 'healthEvidence' | 'healthAdvice'>,
): VerdictSpan[] {
  const { step } = trial;
  const spans: VerdictSpan[] = [];
  const sorted = [...verdicts].sort((a, b) => a.step - b.step);
  const first = sorted[0];
  if (first !== undefined && first.step > 0)
    spans.push({ from: 0, to: first.step, health: 'unknown', evidence: 'too few steps to judge', advice: '' });
  for (const [index, verdict] of sorted.entries()) {
    const to = sorted[index + 1]?.step ?? Math.max(step, verdict.step);
    const before = spans.at(-1);
    // Said again after a resume: it went on.
    if (before !== undefined && before.health === verdict.health) spans[spans.length - 1] = { ...before, to };
    else if (to > verdict.step || index === sorted.length - 1)
      spans.push({ ...verdictWords(verdict), from: verdict.step, to });
  }
  const last = spans.at(-1);
  if (last !== undefined && last.health === trial.health && trial.healthEvidence !== '')
    spans[spans.length - 1] = { ...last, evidence: trial.healthEvidence, advice: trial.healthAdvice };
  return spans;
}

function verdictWords({ health, evidence, advice }: VerdictRow) {
  return { health, evidence, advice };
}
