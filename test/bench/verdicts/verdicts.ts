import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { windowStepsOf } from '@seesaw/gan/health/windowSteps';
import { healthVerdicts } from '@seesaw/shared/health';
import { parseRecorded, recordedText } from '../../../packages/gan/recordedRun.ts';
import { type OneThread, startOneThread } from '../oneThread.ts';
import { say } from '../suite.ts';
import { type JudgedRun, judgeRun } from './judgeRun.ts';
import type { Recorded, RecordOrder } from './recorder.ts';
import { configOf, type LabelledRun, labelledRuns } from './runs.ts';
import { writeFixtures } from './writeFixtures.ts';

/** Rules, thresholds and runs were chosen on seeds up to these; later ones only look at what came of it. */
const lastTuningSeed = { 'ring-mlp': 20, 'mnist-bce': 5 } as const;
const isTuned = ({ labelled: { recipe }, seed }: Outcome) => seed <= lastTuningSeed[recipe];

/**
 * The verdicts on runs that were built to fail in a known way, and on healthy ones: who is called what, on the seeds the thresholds
 * were set on and on those that they never saw.
 *
 * `--seeds 0,1,2,21,22,23 --runs NAME,NAME --rows FOLDER` (what was recorded is kept there, and not trained again) `--recorded` (judges that and trains nothing) `--fixtures` (writes
 * one run of each verdict for the tests, and draws them)
 */
export async function run(args: readonly string[]): Promise<unknown> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '0,1,2,21,22,23' },
      runs: { type: 'string' },
      rows: { type: 'string' },
      recorded: { type: 'boolean', default: false },
      fixtures: { type: 'boolean', default: false },
    },
  });
  const names = values.runs?.split(',');
  const chosen = labelledRuns.filter(({ name }) => names === undefined || names.includes(name));
  const found: Outcome[] = [];
  let recorder: OneThread<RecordOrder, Recorded> | undefined;
  try {
    for (const labelled of chosen) {
      for (const seed of values.seeds.split(',').map(Number)) {
        const recorded = await kept(values.rows, `${labelled.name}-${seed}`, async () => {
          if (values.recorded) return undefined;
          recorder ??= await startOneThread(new URL('./recorder.ts', import.meta.url));
          return recorder.ask({ run: labelled, seed });
        });
        if (recorded === undefined) continue;
        const windowSteps = windowOf(labelled);
        const outcome = { labelled, seed, windowSteps, recorded, judged: judgeRun(recorded.rows, windowSteps) };
        found.push(outcome);
        say(line(outcome));
      }
    }
  } finally {
    recorder?.stop();
  }
  if (values.fixtures) await writeFixtures(found);
  const tuned = found.filter(isTuned);
  const heldOut = found.filter((outcome) => !isTuned(outcome));
  return {
    suite: 'verdicts',
    processorSeconds: Math.round(found.reduce((sum, { recorded }) => sum + recorded.processorMs, 0) / 1000),
    tuned: { seeds: seedsOf(tuned), ...summary(tuned) },
    heldOut: { seeds: seedsOf(heldOut), ...summary(heldOut) },
    runs: chosen.map((labelled) => ({
      ...labelled,
      seeds: found
        .filter((outcome) => outcome.labelled === labelled)
        .map(({ seed, judged }) => ({
          seed,
          verdict: judged.verdict.health,
          said: judged.said,
          evidence: judged.verdict.evidence,
        })),
    })),
  };
}

function seedsOf(outcomes: readonly Outcome[]): number[] {
  return [...new Set(outcomes.map(({ seed }) => seed))];
}

function windowOf(labelled: LabelledRun): number {
  const { log_every: logEvery, eval_every: evalEvery } = configOf(labelled, 0).values;
  return windowStepsOf({ runSteps: labelled.steps, logEvery: Number(logEvery), evalEvery: Number(evalEvery) });
}

export interface Outcome {
  readonly labelled: LabelledRun;
  readonly seed: number;
  readonly windowSteps: number;
  readonly recorded: Recorded;
  readonly judged: JudgedRun;
}

async function kept(
  folder: string | undefined,
  name: string,
  record: () => Promise<Recorded | undefined>,
): Promise<Recorded | undefined> {
  if (folder === undefined) return record();
  const file = join(folder, `${name}.json`);
  const there = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (there !== undefined) return parseRecorded(there) as Recorded;
  const recorded = await record();
  if (recorded === undefined) return undefined;
  await mkdir(folder, { recursive: true });
  await writeFile(file, recordedText(recorded));
  return recorded;
}

/** Rows: what a run was built to be; columns: what it was called. */
function summary(outcomes: readonly Outcome[]) {
  const confusion: Record<string, Record<string, number>> = {};
  for (const { labelled, judged } of outcomes) {
    confusion[labelled.label] ??= Object.fromEntries(healthVerdicts.map((health) => [health, 0]));
    const row = confusion[labelled.label]!;
    row[judged.verdict.health] = row[judged.verdict.health]! + 1;
  }
  const right = outcomes.filter(({ labelled, judged }) => judged.verdict.health === labelled.label);
  const alarms = outcomes.filter(
    ({ labelled, judged }) =>
      labelled.label === 'ok' && judged.said.some(([health]) => health !== 'ok' && health !== 'unknown'),
  );
  return {
    runs: outcomes.length,
    right: right.length,
    /** Healthy runs that were called something else at any time. */
    healthyWithAlarm: alarms.length,
    confusion,
  };
}

function line({ labelled, seed, judged }: Outcome): string {
  const { verdict, said } = judged;
  const sign = verdict.health === labelled.label ? '  ' : '✗ ';
  return `${sign}${labelled.name} ${seed}: ${labelled.label} → ${verdict.health} ${JSON.stringify(said)} ${verdict.evidence}`;
}
