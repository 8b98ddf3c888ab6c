import { readFileSync } from 'node:fs';
import { healthVerdicts, type MetricColumns } from '@seesaw/shared/health';
import { rowsOf } from './src/health/columns.ts';
import type { MetricRow } from './src/health/seen.ts';

/** What a run of the labelled test bed reported; written by `npm run bench -- verdicts --fixtures`. */
export interface RecordedRun {
  /** Name and seed in the test bed. */
  readonly run: string;
  readonly seed: number;
  readonly because: string;
  readonly windowSteps: number;
  readonly rows: readonly MetricRow[];
}

/** One for each verdict that a run can end with. */
export const recordedRuns = healthVerdicts.filter((verdict) => verdict !== 'unknown');

/** For tests: the recorded run that was built to be `name`. */
export function recordedRun(name: (typeof recordedRuns)[number]): RecordedRun {
  const text = readFileSync(new URL(`./src/health/recorded/${name}.json`, import.meta.url), 'utf8');
  const { columns, ...run } = parseRecorded(text) as Omit<RecordedRun, 'rows'> & { columns: MetricColumns };
  return { ...run, rows: rowsOf(columns) };
}

/** JSON has no NaN: what left the numbers is kept as text. */
export function recordedText(recorded: unknown): string {
  return JSON.stringify(recorded, (_, value) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}

export function parseRecorded(text: string): unknown {
  return JSON.parse(text, (_, value) =>
    typeof value === 'string' && /^(NaN|-?Infinity)$/.test(value) ? Number(value) : value,
  );
}
