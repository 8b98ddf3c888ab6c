import { catalog } from '@seesaw/gan/catalog/catalog';
import type { TrainingData } from '@seesaw/gan/data/trainingData';
import { createAssessor } from '@seesaw/gan/health/assessor';
import { windowStepsOf } from '@seesaw/gan/health/windowSteps';
import type { Compiler } from '@seesaw/gan/native/compiler';
import type { Training } from '@seesaw/gan/training';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { childEnv } from '../../../apps/trainer/src/child/childEnv.ts';
import { nativeLibrary } from '../../../apps/trainer/src/child/nativeLibrary.ts';
import { createDataShelf } from '../../../apps/trainer/src/data/dataShelf.ts';
import { trainAsChild } from '../trainAsChild.ts';

export interface DiagnosedOrder {
  readonly recipe: string;
  /** Pairs of blocks. */
  readonly rounds: number;
  /** Whole trainings at their default length, one after the other as a trainer's slot has them; the first compiles. */
  readonly trials: number;
}

/** Processor milliseconds of a whole training, from its first step on. */
export interface WholeTraining {
  readonly stepsMs: number;
  /** Reports, also what calls of steps end with for them, with what verdicts make of them, and the diagnostics of evaluations. */
  readonly looksMs: number;
  /**
   * Of which nothing is in the others. Of what calls of steps end with its tracing is with the looks; loading it and its first call
   * cannot be told from those of the steps.
   */
  readonly compilingMs: { readonly steps: number; readonly looks: number };
}

/** Processor milliseconds of a block of steps, without and with what is measured. */
export interface Block {
  readonly bareMs: number;
  /** Steps and reports. */
  readonly watchedMs: number;
  /** The reports in it, also what calls of steps end with for them, with what verdicts make of them. */
  readonly reportsMs: number;
  /** The diagnostics of one evaluation, after it. */
  readonly diagnosticsMs: number;
}

export interface Diagnosed {
  readonly stepsPerBlock: number;
  readonly logEvery: number;
  readonly evalEvery: number;
  /** What was in the process before: nothing. */
  readonly whole: readonly WholeTraining[];
  readonly blocks: readonly Block[];
  /** Processor milliseconds by which a call of steps takes longer where a report follows: the median of many. */
  readonly endMs: number;
}

/** An evaluation's diagnostics are measured once a block and counted as often as they come: blocks of `eval_every` steps would say no more and take five times as long. */
const reportsPerBlock = 4;

/** Enough for a median of what takes a part of a step. */
const endedCalls = 100;

const native = await nativeLibrary();
const shelf = createDataShelf({ env: childEnv(), random: native.random });

process.on('message', (order: DiagnosedOrder) => void diagnosed(order).then((answer) => process.send?.(answer)));
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

async function diagnosed({ recipe, rounds, trials }: DiagnosedOrder): Promise<Diagnosed> {
  const config = defaultTrial(recipe);
  const data = await shelf.data(config, () => undefined);
  const whole = Array.from({ length: trials }, (_, trial) =>
    wholeTraining({ ...config, seed: config.seed + trial }, data),
  );
  const { blocks, ...intervals } = inBlocks(config, data, rounds);
  const endMs = msOfEnd(config, data);
  return {
    ...intervals,
    endMs,
    whole: whole.map(({ reports, stepsMs, looksMs, compilingMs }) => ({
      stepsMs: stepsMs - reports * endMs,
      looksMs: looksMs + reports * endMs,
      compilingMs,
    })),
    blocks: blocks.map(({ reportsMs, ...block }) => ({ ...block, reportsMs: reportsMs + reportsPerBlock * endMs })),
  };
}

function wholeTraining(config: TrialConfig, data: TrainingData): WholeTraining & { readonly reports: number } {
  const { logEvery, evalEvery } = intervalsOf(config);
  const compiling = { steps: 0, ends: 0, looks: 0 };
  const training = trainAsChild(config, data, native, {
    watched: (compile) => (entries, options) => {
      let program: ReturnType<Compiler> | undefined;
      const endsBefore = compiling.ends;
      const all = processorMs(() => {
        const clocked = withClockedEpilogues(entries, (ms) => {
          compiling.ends += ms;
        });
        program = compile(clocked, options);
      });
      compiling[options.what === 'steps' ? 'steps' : 'looks'] += all - (compiling.ends - endsBefore);
      return program!;
    },
  });
  const assessor = createAssessor(windowStepsOf({ runSteps: config.steps, logEvery, evalEvery }));
  let [stepsMs, looksMs, reports] = [0, 0, 0];
  while (training.step < config.steps) {
    stepsMs += processorMs(() => training.trainStep(logEvery));
    looksMs += processorMs(() => {
      const evaluates = training.step % evalEvery === 0;
      const values = { ...training.readMetrics(), ...(evaluates && training.diagnose()) };
      assessor.add({ step: training.step, values });
    });
    reports += 1;
  }
  training.dispose();
  const { steps, ends, looks } = compiling;
  return {
    stepsMs: stepsMs - steps - ends,
    looksMs: looksMs - looks,
    reports,
    compilingMs: { steps, looks: looks + ends },
  };
}

type Entries = Parameters<Compiler>[0];

function withClockedEpilogues(entries: Entries, took: (ms: number) => void): Entries {
  const clocked = Object.entries(entries).map(([name, { epilogue, ...entry }]): [string, Entries[string]] => {
    if (epilogue === undefined) return [name, entry];
    const run: typeof epilogue.run = (given) => {
      const before = process.cpuUsage();
      const outputs = epilogue.run(given);
      took(msSince(before));
      return outputs;
    };
    return [name, { ...entry, epilogue: { ...epilogue, run } }];
  });
  return Object.fromEntries(clocked);
}

/** Of steps that are played one by one, every second is reported. */
function msOfEnd(config: TrialConfig, data: TrainingData): number {
  const training = trainAsChild(config, data, native);
  const differences: number[] = [];
  while (differences.length <= endedCalls) {
    const bareMs = processorMs(() => training.trainStep(1, { isReported: false }));
    differences.push(processorMs(() => training.trainStep()) - bareMs);
    training.readMetrics();
  }
  training.dispose();
  // The first call compiles.
  return differences.slice(1).sort((a, b) => a - b)[endedCalls / 2]!;
}

/** The same training twice, in turn: once only its steps, once with what it reports at its default intervals. */
function inBlocks(config: TrialConfig, data: TrainingData, rounds: number): Omit<Diagnosed, 'whole' | 'endMs'> {
  const { logEvery, evalEvery } = intervalsOf(config);
  const [bare, watched] = [1, 2].map(() => trainAsChild(config, data, native)) as [Training, Training];
  const assessor = createAssessor(windowStepsOf({ runSteps: config.steps, logEvery, evalEvery }));
  const stepsPerBlock = reportsPerBlock * logEvery;
  const blocks: Block[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    let [bareMs, watchedMs, reportsMs] = [0, 0, 0];
    const alone = () => {
      bareMs += processorMs(() => bare.trainStep(logEvery, { isReported: false }));
    };
    const reported = () => {
      watchedMs += processorMs(() => watched.trainStep(logEvery));
      const ms = processorMs(() => assessor.add({ step: watched.step, values: watched.readMetrics() }));
      watchedMs += ms;
      reportsMs += ms;
    };
    // In turn from report to report, and each as often first: what else the machine does changes from second to second.
    for (let report = 0; report < reportsPerBlock; report += 1) {
      for (const work of (report + round) % 2 === 0 ? [alone, reported] : [reported, alone]) work();
    }
    const diagnosticsMs = processorMs(() => watched.diagnose());
    // Losses wait on the device until they are read: those of the bare one must not pile up.
    bare.readMetrics();
    // The first round builds what later ones find.
    if (round > 0) blocks.push({ bareMs, watchedMs, reportsMs, diagnosticsMs });
  }
  bare.dispose();
  watched.dispose();
  return { stepsPerBlock, logEvery, evalEvery, blocks };
}

function intervalsOf({ values }: TrialConfig): { readonly logEvery: number; readonly evalEvery: number } {
  return { logEvery: Number(values.log_every), evalEvery: Number(values.eval_every) };
}

function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return msSince(before);
}

function msSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function defaultTrial(recipe: string): TrialConfig {
  const entry = catalog.recipes.find(({ name }) => name === recipe);
  if (entry === undefined) throw new Error(`The catalog has no recipe ${recipe}.`);
  const { steps, seed, ...values } = Object.fromEntries(
    entry.hyperparameters.map((parameter): [string, Scalar] => [parameter.name, parameter.default]),
  );
  const checkpoint = { everySteps: Number(steps), keep: 1 };
  return { recipe, dataset: entry.defaultDataset, seed: Number(seed), steps: Number(steps), values, checkpoint };
}
