import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
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
 * What a trial with its defaults spends besides its steps, from end to end: the same trial through the trainer, its training process,
 * sinks and Postgres, once with reports, evaluations, samples and checkpoints at default intervals and once with a single one of each
 * at its end, in turn. Between them lies one with evaluations alone.
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
  const cases = {
    bare: { ...once, values: { ...values, ...atTheEnd } },
    evaluated: { ...once, values: { ...values, ...atTheEnd, eval_every: values.eval_every! } },
    all: defaults,
  } satisfies Record<string, TrialConfig>;
  say(`${recipe}: loading …`);
  await spent(trainer, recipeConfig(recipe, { seed: 1, steps: 20 }));
  const found: { bare: Cost; evaluated: Cost; all: Cost }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const bare = await spent(trainer, cases.bare);
    const evaluated = await spent(trainer, cases.evaluated);
    const all = await spent(trainer, cases.all);
    found.push({ bare, evaluated, all });
    say(
      `${recipe}: ${seconds(bare)} with everything once at the end, ${seconds(evaluated)} with evaluations, ${seconds(all)} with its defaults`,
    );
  }
  const percents = (clock: keyof Cost) => {
    const percent = (part: (one: (typeof found)[number]) => Cost) => {
      const shares = found.map((one) => Number(((100 * part(one)[clock]) / one.bare[clock]).toFixed(1)));
      return { median: median(shares), rounds: shares };
    };
    return {
      'besides steps': percent(({ all, bare }) => less(all, bare)),
      'of it evaluations': percent(({ evaluated, bare }) => less(evaluated, bare)),
      'of it all else': percent(({ all, evaluated }) => less(all, evaluated)),
    };
  };
  return {
    steps,
    seconds: Number((median(found.map(({ bare }) => bare.clockMs)) / 1000).toFixed(2)),
    percentOfClock: percents('clockMs'),
    percentOfProcessorTime: percents('processorMs'),
  };
}

/** One trial; processor time is that of the training process. */
async function spent(trainer: TestTrainer, config: TrialConfig): Promise<Cost> {
  const { trialId } = await trainer.newTrial(config);
  const start = await soFar(trainer);
  // Those of a real trainer, not those of tests.
  const { state } = await trainer.train(trialId, { times: {} }).done;
  if (state !== 'completed') throw new Error(`A trial of ${config.recipe} is ${state}.`);
  return less(await soFar(trainer), start);
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
