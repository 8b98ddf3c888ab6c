import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { columnsOf } from '@seesaw/gan/health/columns';
import { type MetricRow, signals } from '@seesaw/gan/health/seen';
import { recordedText } from '../../../packages/gan/recordedRun.ts';
import { drawVerdicts } from './drawVerdicts.ts';
import type { Outcome } from './verdicts.ts';

const folder = fileURLToPath(new URL('../../../packages/gan/src/health/recorded', import.meta.url));
const figure = fileURLToPath(new URL('../../../docs/gan/verdicts.svg', import.meta.url));

/** As many digits as verdicts remember. */
const digits = 6;

/**
 * Of each verdict the first run of the test bed, with its first seed, as tests read it (`packages/gan/recordedRun.ts`), and
 * draws `docs/gan/verdicts.svg`.
 */
export async function writeFixtures(outcomes: readonly Outcome[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const firsts = outcomes.filter(
    ({ labelled }, i) => outcomes.findIndex((other) => other.labelled.label === labelled.label) === i,
  );
  for (const { labelled, seed, windowSteps, recorded } of firsts) {
    const { name, label, because } = labelled;
    const columns = columnsOf(recorded.rows.map(shortened));
    await writeFile(join(folder, `${label}.json`), recordedText({ run: name, seed, because, windowSteps, columns }));
  }
  await writeFile(figure, drawVerdicts(outcomes));
}

/** What rules read, and what is no number. */
function shortened({ step, values }: MetricRow): MetricRow {
  const read = Object.entries(values).filter(
    ([name, value]) => (signals as readonly string[]).includes(name) || !Number.isFinite(value),
  );
  return { step, values: Object.fromEntries(read.map(([name, value]) => [name, Number(value.toPrecision(digits))])) };
}
