import { catalog } from '@seesaw/gan/catalog/catalog';
import { createTraining, type Training } from '@seesaw/gan/training';
import type { Scalar } from '@seesaw/shared/hyperparameter';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { childEnv } from '../../../apps/trainer/src/child/childEnv.ts';
import { nativeLibrary } from '../../../apps/trainer/src/child/nativeLibrary.ts';
import { createDataShelf } from '../../../apps/trainer/src/data/dataShelf.ts';

export interface DiagnosedOrder {
  readonly recipe: string;
  /** Pairs of blocks of `eval_every` steps. */
  readonly rounds: number;
}

/** Processor milliseconds of a block of `eval_every` steps. */
export interface Block {
  readonly bareMs: number;
  readonly watchedMs: number;
  /** Of the watched one: every report, and the evaluation's diagnostics. */
  readonly reportsMs: number;
  readonly diagnosticsMs: number;
}

export interface Diagnosed {
  readonly stepsPerBlock: number;
  readonly logEvery: number;
  readonly blocks: readonly Block[];
}

const { random } = await nativeLibrary();
const shelf = createDataShelf({ env: childEnv(), random });

process.on('message', (order: DiagnosedOrder) => void diagnosed(order).then((answer) => process.send?.(answer)));
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

/** The same training twice, block by block in turn: once only its steps, once with what it reports at its default intervals. */
async function diagnosed({ recipe, rounds }: DiagnosedOrder): Promise<Diagnosed> {
  const config = defaultTrial(recipe);
  const data = await shelf.data(config, () => undefined);
  const [bare, watched] = [createTraining({ config, data, random }), createTraining({ config, data, random })];
  const stepsPerBlock = Number(config.values.eval_every);
  const logEvery = Number(config.values.log_every);
  const blocks: Block[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const alone = () => processorMs(() => train(bare, stepsPerBlock));
    let bareMs = round % 2 === 0 ? alone() : 0;
    let reportsMs = 0;
    let diagnosticsMs = 0;
    const watchedMs = processorMs(() => {
      for (let step = 0; step < stepsPerBlock; step += logEvery) {
        train(watched, logEvery);
        reportsMs += processorMs(() => watched.readMetrics());
      }
      diagnosticsMs = processorMs(() => watched.diagnose());
    });
    if (round % 2 === 1) bareMs = alone();
    // Losses wait on the device until they are read: those of the bare one must not pile up.
    bare.readMetrics();
    // The first round builds what later ones find.
    if (round > 0) blocks.push({ bareMs, watchedMs, reportsMs, diagnosticsMs });
  }
  bare.dispose();
  watched.dispose();
  return { stepsPerBlock, logEvery, blocks };
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
