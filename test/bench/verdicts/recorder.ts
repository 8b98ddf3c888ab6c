import type { TrainingData } from '@seesaw/gan/data/trainingData';
import type { MetricRow } from '@seesaw/gan/health/seen';
import { childEnv } from '../../../apps/trainer/src/child/childEnv.ts';
import { nativeLibrary } from '../../../apps/trainer/src/child/nativeLibrary.ts';
import { createDataShelf } from '../../../apps/trainer/src/data/dataShelf.ts';
import { trainAsChild } from '../trainAsChild.ts';
import { configOf, type LabelledRun } from './runs.ts';

/** Trains one labelled run after the other in a process of its own, whose thread count is fixed, and says what it reported. */
export interface RecordOrder {
  readonly run: LabelledRun;
  readonly seed: number;
}

export interface Recorded {
  readonly rows: readonly MetricRow[];
  readonly processorMs: number;
}

const native = await nativeLibrary();
const shelf = createDataShelf({ env: childEnv(), random: native.random });

process.on('message', (order: RecordOrder) => void record(order).then((answer) => process.send?.(answer)));
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

async function record({ run, seed }: RecordOrder): Promise<Recorded> {
  const config = configOf(run, seed);
  const whole = await shelf.data(config, () => undefined);
  const features = whole.kind === 'images' ? await shelf.features(whole, () => undefined) : undefined;
  const started = process.cpuUsage();
  const data = whole.kind === 'images' ? fewer(whole, run.trainingImages) : whole;
  const training = trainAsChild(config, data, native, { features });
  const { log_every: logEvery, eval_every: evalEvery } = config.values as Record<string, number>;
  const rows: MetricRow[] = [{ step: 0, values: training.evaluateUntrained() }];
  while (training.step < run.steps && training.divergedAt === null) {
    const { step: before } = training;
    training.trainStep(Math.min(...[logEvery!, evalEvery!, run.steps].map((every) => every - (before % every))));
    const { step } = training;
    const evaluates = step % evalEvery! === 0 || step === run.steps;
    const values = training.readMetrics();
    const evaluated =
      evaluates && training.divergedAt === null ? { ...training.evaluate(), ...training.diagnose() } : {};
    rows.push({ step: training.divergedAt ?? step, values: { ...values, ...evaluated } });
  }
  training.dispose();
  const { user, system } = process.cpuUsage(started);
  return { rows, processorMs: (user + system) / 1000 };
}

function fewer(data: Extract<TrainingData, { kind: 'images' }>, count = data.train.count): TrainingData {
  const area = data.train.pixels.length / data.train.count;
  const train = {
    count,
    pixels: data.train.pixels.subarray(0, count * area),
    labels: data.train.labels.subarray(0, count),
  };
  return { ...data, train };
}
