import { writeFile } from 'node:fs/promises';
import type { MetricRow } from '@seesaw/gan/health/seen';
import type { Outcome } from './verdicts.ts';

/** What the rules of the verdicts look at. */
const looked = [
  'train/d_loss',
  'balance/real_score',
  'balance/fake_score',
  'balance/d_acc_real',
  'balance/d_acc_fake',
  'balance/d_acc_paired',
  'balance/d_gap',
  'balance/grad_norm_d',
  'balance/grad_norm_g',
  'eval/score',
  'eval/modes_held',
  'eval/hq_share',
  'eval/duplicates',
];

/** Recorded rows for the unit test of the verdicts, column by column, rounded to four digits; a gap is null, NaN is a word. */
export async function writeFixtures(folder: URL, outcomes: readonly Outcome[]): Promise<void> {
  for (const { labelled, seed, recorded } of outcomes) {
    const { name, label, steps } = labelled;
    const columns = looked
      .filter((metric) => recorded.rows.some(({ values }) => values[metric] !== undefined))
      .map((metric) => [metric, recorded.rows.map(({ values }) => rounded(values[metric]))]);
    const fixture = {
      name,
      seed,
      label,
      runSteps: steps,
      steps: recorded.rows.map(stepOf),
      ...Object.fromEntries(columns),
    };
    await writeFile(new URL(`${name}.json`, folder), `${JSON.stringify(fixture)}\n`);
  }
}

function rounded(value: number | undefined): number | string | null {
  if (value === undefined) return null;
  return Number.isFinite(value) ? Number(value.toPrecision(4)) : String(value);
}

function stepOf({ step }: MetricRow): number {
  return step;
}
