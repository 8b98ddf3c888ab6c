import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalog } from '@seesaw/gan/catalog/catalog';
import { dataVersionOf } from '@seesaw/gan/data/dataVersion';
import { sampleShapeOf } from '@seesaw/gan/data/sampleShape';
import type { Training } from '@seesaw/gan/training';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { childEnv } from '../../../apps/trainer/src/child/childEnv.ts';
import { nativeLibrary } from '../../../apps/trainer/src/child/nativeLibrary.ts';
import { createOutbox } from '../../../apps/trainer/src/child/outbox.ts';
import { runSegment } from '../../../apps/trainer/src/child/runSegment.ts';
import { createWishes } from '../../../apps/trainer/src/child/wishes.ts';
import { createDataShelf } from '../../../apps/trainer/src/data/dataShelf.ts';
import type { FromChild } from '../../../apps/trainer/src/protocol.ts';
import { trainAsChild } from '../trainAsChild.ts';
import { type Cost, less, nothing, plus, spentSoFar } from './cost.ts';

/** One run of a trial. */
export interface TrainOrder {
  readonly steps: number;
  /** From one report to the next. */
  readonly everySteps: number;
  readonly metrics: number;
}

export interface TrainDone {
  readonly type: 'done';
  readonly steps: Cost;
  /** All that is no step, from the first one to the last one. */
  readonly besides: Cost;
  /** Of it: reading the losses and measuring the game's own signals. */
  readonly measuring: Cost;
  /** Of it: handing the metrics over. */
  readonly reporting: Cost;
}

/** The trainer's own loop around a real ring-mlp trial, in a process of its own as in production. */
const native = await nativeLibrary();
const data = await createDataShelf({ env: childEnv(), random: native.random }).data(ringConfig(1, 1), () => undefined);

process.on('message', (order: TrainOrder) => void train(order));
process.on('disconnect', () => process.exit(0));
process.send?.([{ type: 'ready' }]);

async function train({ steps, everySteps, metrics }: TrainOrder): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'seesaw-bench-'));
  const config = ringConfig(steps, everySteps);
  const watch: Watch = {
    firstStepAt: nothing,
    lastStepAt: nothing,
    steps: nothing,
    measuring: nothing,
    reporting: nothing,
  };
  let reporting = nothing;
  const outbox = createOutbox((block) => {
    const start = spentSoFar();
    process.send?.(block);
    reporting = plus(reporting, less(spentSoFar(), start));
  });
  const training = watched(trainAsChild(config, data, native), metrics, watch, () => reporting);
  const segment = { fromStep: 0, untilStep: config.steps };
  await runSegment({
    train: {
      type: 'train',
      trialId: 1,
      attempt: 1,
      sweepId: 'bench',
      config,
      ...segment,
      trialFolder: folder,
      threads: 1,
    },
    training,
    say: (said) => outbox.put({ ...said, trialId: 1, attempt: 1 } as FromChild),
    compilingMs: () => 0,
    execution: { mode: 'graph', device: native.device, threads: 1, library: native.library },
    sample: sampleShapeOf(data),
    codeVersion: 'bench',
    dataVersion: dataVersionOf(data),
    wishes: createWishes(),
  });
  const { firstStepAt, lastStepAt, ...parts } = watch;
  const done: TrainDone = { type: 'done', besides: less(less(lastStepAt, firstStepAt), parts.steps), ...parts };
  training.dispose();
  await rm(folder, { recursive: true, force: true });
  process.send?.([done]);
}

function ringConfig(steps: number, logEvery: number): TrialConfig {
  const recipe = catalog.recipes.find(({ name }) => name === 'ring-mlp');
  if (recipe === undefined) throw new Error('The catalog has no recipe ring-mlp.');
  const defaults = Object.fromEntries(recipe.hyperparameters.map((parameter) => [parameter.name, parameter.default]));
  const values = {
    ...defaults,
    log_every: logEvery,
    sample_every: steps,
    eval_every: steps,
    steps: undefined,
    seed: undefined,
  };
  const set = Object.entries(values).filter(([, value]) => value !== undefined);
  return {
    recipe: recipe.name,
    dataset: 'ring',
    seed: 3,
    steps,
    values: Object.fromEntries(set) as TrialConfig['values'],
    checkpoint: { everySteps: steps, keep: 1 },
  };
}

interface Watch {
  firstStepAt: Cost;
  lastStepAt: Cost;
  /** Of all steps but the last one, like the others: after it come evaluation, sample and checkpoint. */
  steps: Cost;
  measuring: Cost;
  reporting: Cost;
}

/** The same training, which notes what its parts take and reports so many metrics: its own ones and copies of them. */
function watched(training: Training, metrics: number, watch: Watch, reporting: () => Cost): Training {
  let step = nothing;
  let measuring = nothing;
  /** Handed over before the first step: the first sample. */
  let before = nothing;
  let record: Record<string, number> | undefined;
  return {
    get step() {
      return training.step;
    },
    get mode() {
      return training.mode;
    },
    get divergedAt() {
      return training.divergedAt;
    },
    get steppingMs() {
      return training.steppingMs;
    },
    trainStep(count, options) {
      const start = spentSoFar();
      if (training.step === 0) {
        watch.firstStepAt = start;
        before = reporting();
      }
      watch.lastStepAt = start;
      watch.steps = plus(watch.steps, step);
      watch.measuring = measuring;
      watch.reporting = less(reporting(), before);
      training.trainStep(count, options);
      step = less(spentSoFar(), start);
    },
    readMetrics() {
      const start = spentSoFar();
      const own = training.readMetrics();
      record ??= padded(own, metrics);
      const reported = { ...record, ...own };
      // A training that had so many would give them so.
      measuring = plus(measuring, less(spentSoFar(), start));
      return reported;
    },
    evaluate: () => training.evaluate(),
    evaluateUntrained: () => training.evaluateUntrained(),
    diagnose: () => training.diagnose(),
    sample: () => training.sample(),
    save: () => training.save(),
    restore: (tensors) => training.restore(tensors),
    dispose: () => training.dispose(),
  };
}

/** A record of so many metrics. Made from one that is there, because a training that measures them has one. */
function padded(own: Record<string, number>, count: number): Record<string, number> {
  const names = Object.keys(own);
  for (let index = names.length; index < count; index += 1) names.push(`bench/metric_${index}`);
  const all = Object.values(own);
  return Object.fromEntries(names.map((name, index) => [name, all[index % all.length] ?? 0]));
}
