import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalog } from '@seesaw/gan/catalog/catalog';
import { sampleShapeOf } from '@seesaw/gan/data/sampleShape';
import type { Training } from '@seesaw/gan/training';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { childEnv } from '../../../apps/trainer/src/child/childEnv.ts';
import { nativeLibrary } from '../../../apps/trainer/src/child/nativeLibrary.ts';
import { runSegment } from '../../../apps/trainer/src/child/runSegment.ts';
import { createWishes } from '../../../apps/trainer/src/child/wishes.ts';
import { createDataShelf } from '../../../apps/trainer/src/data/dataShelf.ts';
import { trainAsChild } from '../trainAsChild.ts';

/** One run of a trial. */
export interface TrainOrder {
  readonly steps: number;
  /** From one report to the next. */
  readonly everySteps: number;
  readonly metrics: number;
}

export interface TrainDone {
  readonly type: 'done';
  readonly stepsMs: number;
  /** All that is no step, from the first one to the last one. */
  readonly besidesMs: number;
  /** Of it: reading the losses and measuring the game's own signals. */
  readonly measuringMs: number;
  /** Of it: handing the metrics over. */
  readonly reportingMs: number;
}

/** The trainer's own loop around a real ring-mlp trial, in a process of its own as in production. */
const native = await nativeLibrary();
const data = await createDataShelf({ env: childEnv(), random: native.random }).data(ringConfig(1, 1), () => undefined);

process.on('message', (order: TrainOrder) => void train(order));
process.on('disconnect', () => process.exit(0));
process.send?.({ type: 'ready' });

async function train({ steps, everySteps, metrics }: TrainOrder): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'seesaw-bench-'));
  const config = ringConfig(steps, everySteps);
  const watch = { firstStepAt: 0, lastStepAt: 0, stepsMs: 0, measuringMs: 0, reportingMs: 0 };
  let reportingMs = 0;
  const training = watched(trainAsChild(config, data, native), metrics, watch, () => reportingMs);
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
    say(said) {
      const start = performance.now();
      process.send?.(said);
      if (said.type === 'metrics') reportingMs += performance.now() - start;
    },
    execution: { mode: 'graph', device: native.device, threads: 1, library: native.library },
    sample: sampleShapeOf(data),
    codeVersion: 'bench',
    wishes: createWishes(),
  });
  const { firstStepAt, lastStepAt, stepsMs, ...parts } = watch;
  const done: TrainDone = { type: 'done', stepsMs, besidesMs: lastStepAt - firstStepAt - stepsMs, ...parts };
  training.dispose();
  await rm(folder, { recursive: true, force: true });
  process.send?.(done);
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
  firstStepAt: number;
  lastStepAt: number;
  /** Of all steps but the last one, like the others: after it come evaluation, sample and checkpoint. */
  stepsMs: number;
  measuringMs: number;
  reportingMs: number;
}

/** The same training, which notes what its parts take and reports so many metrics: its own ones and copies of them. */
function watched(training: Training, metrics: number, watch: Watch, reportingMs: () => number): Training {
  let stepMs = 0;
  let measuringMs = 0;
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
    trainStep(count) {
      const start = performance.now();
      if (training.step === 0) watch.firstStepAt = start;
      watch.lastStepAt = start;
      watch.stepsMs += stepMs;
      watch.measuringMs = measuringMs;
      watch.reportingMs = reportingMs();
      training.trainStep(count);
      stepMs = performance.now() - start;
    },
    readMetrics() {
      const start = performance.now();
      const own = training.readMetrics();
      record ??= padded(own, metrics);
      const reported = { ...record, ...own };
      // A training that had so many would give them so.
      measuringMs += performance.now() - start;
      return reported;
    },
    evaluate: () => training.evaluate(),
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
