import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { fromWords, inWords, parts, type TimeSpent } from '../../../apps/trainer/src/child/ledger.ts';
import { planSlots } from '../../../apps/trainer/src/devices.ts';
import { quiet } from '../../../apps/trainer/src/fixtures/scriptedSlot.ts';
import { type TestTrainer, testTrainer } from '../../../apps/trainer/src/fixtures/testTrainer.ts';
import { createSlot } from '../../../apps/trainer/src/slot/slot.ts';
import { type Cost, less } from '../ingest/cost.ts';
import { processorSecondsOf } from '../ingest/processorSeconds.ts';
import { recipeConfig } from '../recipeConfig.ts';
import { say } from '../suite.ts';

const program = fileURLToPath(new URL('../../../apps/trainer/src/child/main.ts', import.meta.url));

/**
 * What a trial with its defaults spends besides its steps, from end to end: through the trainer, its training process, sinks and
 * Postgres. What reports, diagnostics, samples, checkpoints and the rest take is told by the trial itself, as a share of what its
 * steps take in the same run. In turn with it the same trial with a single one of each at its end: were its steps slower for what
 * goes on beside them, that would show. The first trial with its defaults compiles what it is looked at with.
 *
 * `--recipes ring-mlp,mnist-bce --rounds 3`
 */
export async function run(args: readonly string[]): Promise<unknown> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      recipes: { type: 'string', default: 'ring-mlp,mnist-bce' },
      rounds: { type: 'string', default: '3' },
    },
  });
  const [spec] = planSlots('cpu:1', { cores: 1, memoryBytes: 0, gpus: [] });
  const env = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']));
  const trainer = await testTrainer({ slot: createSlot({ spec: spec!, program, env, log: quiet }) });
  try {
    const recipes: Record<string, unknown> = {};
    for (const recipe of values.recipes.split(','))
      recipes[recipe] = await measured(trainer, recipe, Number(values.rounds));
    return { suite: 'overhead', loadAverage: loadavg().map((load) => Number(load.toFixed(1))), recipes };
  } finally {
    await trainer.close();
  }
}

async function measured(trainer: TestTrainer, recipe: string, rounds: number): Promise<unknown> {
  const defaults = recipeConfig(recipe, { seed: 1 });
  const { steps, values } = defaults;
  const atTheEnd = { log_every: steps, eval_every: steps, sample_every: steps };
  const once = { ...defaults, checkpoint: { ...defaults.checkpoint, everySteps: steps } };
  const atItsEnd = { ...once, values: { ...values, ...atTheEnd } };
  say(`${recipe}: loading …`);
  // Its steps are the program of the others: one that reports.
  await spent(trainer, { ...recipeConfig(recipe, { seed: 1, steps: 20 }), values: { ...values, log_every: 5 } });
  const found: { bare: Cost; all: Cost; time: TimeSpent }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const all = await spent(trainer, defaults);
    const bare = await spent(trainer, atItsEnd);
    found.push({ bare: bare.cost, all: all.cost, time: all.time });
    say(
      `${recipe}: ${seconds(all.cost)} with its defaults, ${seconds(bare.cost)} with everything once at the end; ${inWords(all.time)}`,
    );
  }
  const shares = (part: (one: (typeof found)[number]) => number) => {
    const percents = found.map((one) => Number((100 * part(one)).toFixed(1)));
    return { median: median(percents), rounds: percents };
  };
  const ofSteps = (part: (time: TimeSpent) => number) => shares(({ time }) => part(time) / time.steps);
  const allElse = ({ total, ...time }: TimeSpent) => total - parts.reduce((sum, part) => sum + time[part], 0);
  return {
    steps,
    seconds: Number((median(found.map(({ time }) => time.steps)) / 1000).toFixed(2)),
    percentOfSteps: {
      'besides steps and evaluations': ofSteps((time) => time.total - time.steps - time.evaluations),
      compiling: ofSteps((time) => time.compiling),
      reports: ofSteps((time) => time.reports),
      diagnostics: ofSteps((time) => time.diagnostics),
      samples: ofSteps((time) => time.samples),
      checkpoints: ofSteps((time) => time.checkpoints),
      'messages and waiting': ofSteps(allElse),
      evaluations: ofSteps((time) => time.evaluations),
    },
    percentMoreThanOnceAtTheEnd: {
      clock: shares(({ all, bare }) => (all.clockMs - bare.clockMs) / bare.clockMs),
      processor: shares(({ all, bare }) => (all.processorMs - bare.processorMs) / bare.processorMs),
    },
  };
}

/** One trial; processor time is that of the training process. */
async function spent(trainer: TestTrainer, config: TrialConfig): Promise<{ cost: Cost; time: TimeSpent }> {
  const { trialId } = await trainer.newTrial(config);
  const start = await soFar(trainer);
  // Those of a real trainer, not those of tests.
  const { state } = await trainer.train(trialId, { times: {} }).done;
  if (state !== 'completed') throw new Error(`A trial of ${config.recipe} is ${state}.`);
  const cost = less(await soFar(trainer), start);
  const log = await trainer.store.logs.list({ trialId, limit: 100 });
  const [time] = log.flatMap(({ message }) => fromWords(message) ?? []);
  if (time === undefined) throw new Error(`The log of trial ${trialId} does not say where its time went.`);
  return { cost, time };
}

async function soFar({ slot }: TestTrainer): Promise<Cost> {
  const { childPid } = slot;
  const processorMs = childPid === null ? 0 : 1000 * (await processorSecondsOf(childPid));
  return { clockMs: performance.now(), processorMs };
}

function seconds({ clockMs, processorMs }: Cost): string {
  return `${(clockMs / 1000).toFixed(1)} s (${(processorMs / 1000).toFixed(1)} of the processor)`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
