import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { healthVerdicts } from '@seesaw/shared/health';
import { type OneThread, startOneThread } from '../oneThread.ts';
import { say } from '../suite.ts';
import { type JudgedRun, judgeRun } from './judgeRun.ts';
import type { Recorded, RecordOrder } from './recorder.ts';
import { type LabelledRun, labelledRuns } from './runs.ts';

/** Thresholds were set on these seeds; the others only look at what came of it. */
const tuningSeeds: readonly number[] = [0, 1];

/**
 * The verdicts on runs that were built to fail in a known way, and on healthy ones: who is called what, on the seeds the thresholds
 * were set on and on those that they never saw.
 *
 * `--seeds 0,1,2,3,4 --runs NAME,NAME --rows FOLDER` (what was recorded is kept there, and not trained again)
 */
export async function run(args: readonly string[]): Promise<unknown> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '0,1,2,3,4' },
      runs: { type: 'string' },
      rows: { type: 'string' },
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
          recorder ??= await startOneThread(new URL('./recorder.ts', import.meta.url));
          return recorder.ask({ run: labelled, seed });
        });
        const outcome = { labelled, seed, recorded, judged: judgeRun(recorded.rows, labelled.steps) };
        found.push(outcome);
        say(line(outcome));
      }
    }
  } finally {
    recorder?.stop();
  }
  const tuned = found.filter(({ seed }) => tuningSeeds.includes(seed));
  const heldOut = found.filter(({ seed }) => !tuningSeeds.includes(seed));
  return {
    suite: 'verdicts',
    processorSeconds: Math.round(found.reduce((sum, { recorded }) => sum + recorded.processorMs, 0) / 1000),
    tuned: { seeds: tuningSeeds, ...summary(tuned) },
    heldOut: summary(heldOut),
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

export interface Outcome {
  readonly labelled: LabelledRun;
  readonly seed: number;
  readonly recorded: Recorded;
  readonly judged: JudgedRun;
}

async function kept(folder: string | undefined, name: string, record: () => Promise<Recorded>): Promise<Recorded> {
  if (folder === undefined) return record();
  const file = join(folder, `${name}.json`);
  const there = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  // JSON has no NaN: what left the numbers is kept as text.
  if (there !== undefined)
    return JSON.parse(there, (_, value) =>
      value === 'NaN' || /^-?Infinity$/.test(String(value)) ? Number(value) : value,
    );
  const recorded = await record();
  await mkdir(folder, { recursive: true });
  await writeFile(
    file,
    JSON.stringify(recorded, (_, value) =>
      typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
    ),
  );
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
      labelled.label === 'ok' && Object.keys(judged.said).some((health) => health !== 'ok' && health !== 'unknown'),
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
