import { catalog } from '@seesaw/gan/catalog/catalog';
import { createAssessor } from '@seesaw/gan/health/assessor';
import { windowStepsOf } from '@seesaw/gan/health/windowSteps';
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
}

/** Processor milliseconds of a block of steps, without and with what is measured. */
export interface Block {
  readonly bareMs: number;
  /** Steps and reports. */
  readonly watchedMs: number;
  /** The reports in it, with what verdicts make of them. */
  readonly reportsMs: number;
  /** The diagnostics of one evaluation, after it. */
  readonly diagnosticsMs: number;
}

export interface Diagnosed {
  readonly stepsPerBlock: number;
  readonly logEvery: number;
  readonly evalEvery: number;
  readonly blocks: readonly Block[];
}

/** An evaluation's diagnostics are measured once a block and counted as often as they come: blocks of `eval_every` steps would say no more and take five times as long. */
const reportsPerBlock = 4;

const native = await nativeLibrary();
const shelf = createDataShelf({ env: childEnv(), random: native.random });

process.on('message', (order: DiagnosedOrder) => void diagnosed(order).then((answer) => process.send?.(answer)));
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

/** The same training twice, in turn: once only its steps, once with what it reports at its default intervals. */
async function diagnosed({ recipe, rounds }: DiagnosedOrder): Promise<Diagnosed> {
  const config = defaultTrial(recipe);
  const data = await shelf.data(config, () => undefined);
  const [bare, watched] = [trainAsChild(config, data, native), trainAsChild(config, data, native)];
  const { eval_every: evalEvery, log_every: logEvery } = config.values as Record<string, number>;
  const pace = { runSteps: config.steps, logEvery: logEvery!, evalEvery: evalEvery! };
  const assessor = createAssessor(windowStepsOf(pace));
  const stepsPerBlock = reportsPerBlock * logEvery!;
  const blocks: Block[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    let [bareMs, watchedMs, reportsMs] = [0, 0, 0];
    const alone = () => {
      bareMs += processorMs(() => train(bare, logEvery!));
    };
    const reported = () => {
      watchedMs += processorMs(() => train(watched, logEvery!));
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
  return { stepsPerBlock, logEvery: logEvery!, evalEvery: evalEvery!, blocks };
}

function train(training: Training, steps: number): void {
  for (let i = 0; i < steps; i += 1) training.trainStep();
}

function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
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
