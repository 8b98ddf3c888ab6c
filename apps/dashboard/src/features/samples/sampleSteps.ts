import type { SampleRow } from '@seesaw/shared/records';

/** Every step at which at least one of the trials has a sample, ascending. */
export function stepsOf(samples: readonly SampleRow[]): number[] {
  return [...new Set(samples.map((sample) => sample.step))].sort((a, b) => a - b);
}

/** At most `count` of the steps, evenly spread, with the first and the last. */
export function pickColumns(steps: readonly number[], count: number): number[] {
  if (steps.length <= count) return [...steps];
  if (count < 2) return steps.slice(-1);
  const picked = Array.from(
    { length: count },
    (_, i) => steps[Math.round((i * (steps.length - 1)) / (count - 1))] ?? 0,
  );
  return [...new Set(picked)];
}

/** Samples of one trial by step; a step that was run twice shows its newest attempt. */
export function samplesByStep(samples: readonly SampleRow[], trialId: number): Map<number, SampleRow> {
  const byStep = new Map<number, SampleRow>();
  for (const sample of samples) {
    if (sample.trialId !== trialId) continue;
    const known = byStep.get(sample.step);
    if (known === undefined || known.attempt < sample.attempt) byStep.set(sample.step, sample);
  }
  return byStep;
}

/** What the trial looked like at `step`: its newest sample that is not later. */
export function sampleAt(byStep: ReadonlyMap<number, SampleRow>, step: number): SampleRow | undefined {
  let best: SampleRow | undefined;
  for (const sample of byStep.values()) {
    if (sample.step <= step && (best === undefined || sample.step > best.step)) best = sample;
  }
  return best;
}

/** The step to show: the wanted one or the nearest below; without a wish the newest, so that a live run moves on. */
export function currentStep(steps: readonly number[], wanted: number | undefined): number | undefined {
  if (wanted === undefined) return steps.at(-1);
  return steps.findLast((step) => step <= wanted) ?? steps[0];
}
