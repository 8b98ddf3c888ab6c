import { createTraining, type Training } from '@seesaw/gan/training';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { backend } from '@tensorflow/tfjs-core';
import { childEnv } from '../../../apps/trainer/src/child/childEnv.ts';
import { nativeLibrary } from '../../../apps/trainer/src/child/nativeLibrary.ts';
import { createDataShelf } from '../../../apps/trainer/src/data/dataShelf.ts';
import { median, rounded } from '../search/spread.ts';
import { trainAsChild } from '../trainAsChild.ts';
import { recordKernels, replayer } from './recordKernels.ts';
import { type WatchedMemory, watchMemory } from './watchMemory.ts';

/** One recipe to be measured, in a process of its own: memory of one is not that of another. */
export interface TrainOrder {
  readonly config: TrialConfig;
  readonly rounds: number;
  readonly stepsPerRound: number;
  /** How long memory is watched; 0 for not at all. */
  readonly watchedSteps: number;
}

export interface TrainCase {
  readonly device: string;
  readonly step: Cost;
  /** The matrix products and convolutions of that step alone, in turns with the steps. */
  readonly bare: Cost;
  readonly heavyKernels: number;
  /** Values read back from the device between two reports. */
  readonly readsPerStep: number;
  readonly memory?: WatchedMemory;
}

/** Of one step, median over rounds. */
export interface Cost {
  readonly ms: number;
  /** Of the processor: grows less when others want the machine. */
  readonly cpuMs: number;
  readonly cpuMsOfRounds: readonly number[];
}

const native = await nativeLibrary();

process.on('message', (order: TrainOrder) => void measure(order));
process.on('disconnect', () => process.exit(0));
process.send?.({ type: 'ready' });

async function measure({ config, rounds, stepsPerRound, watchedSteps }: TrainOrder): Promise<void> {
  const shelf = createDataShelf({ env: childEnv(), random: native.random });
  const data = await shelf.data(config, () => undefined);
  const training = trainAsChild(config, data, native);
  run(training, 10);
  const calls = kernelsOf(createTraining({ config, data, random: native.random }));
  const bare = replayer(calls);
  const own: Spent[] = [];
  const limits: Spent[] = [];
  const reads = countReads(() => {
    for (let round = 0; round < rounds; round++) {
      own.push(spentBy(() => run(training, stepsPerRound)));
      limits.push(spentBy(() => repeat(bare.replay, stepsPerRound)));
    }
  });
  bare.dispose();
  training.readMetrics();
  const result: TrainCase = {
    device: native.device,
    step: costOf(own, stepsPerRound),
    bare: costOf(limits, stepsPerRound),
    heavyKernels: calls.length,
    readsPerStep: reads / (rounds * stepsPerRound),
    ...(watchedSteps > 0 && { memory: await watch(training, watchedSteps, Number(config.values.log_every)) }),
  };
  training.dispose();
  process.send?.({ type: 'done', result });
}

/** Of a step that runs operation by operation: inside of a program none is seen. */
function kernelsOf(training: Training): ReturnType<typeof recordKernels> {
  training.trainStep();
  const calls = recordKernels(() => training.trainStep());
  training.dispose();
  return calls;
}

/** As a trial runs: losses are read, and let go, where it reports. */
function watch(training: Training, steps: number, logEvery: number): Promise<WatchedMemory> {
  let step = 0;
  return watchMemory(steps, (until) => {
    while (step < until) {
      const next = Math.min(until, step - (step % logEvery) + logEvery);
      training.trainStep(next - step);
      step = next;
      training.readMetrics();
    }
  });
}

function run(training: Training, steps: number): void {
  training.trainStep(steps, { isReported: false });
}

function repeat(work: () => void, times: number): void {
  for (let i = 0; i < times; i++) work();
}

interface Spent {
  readonly ms: number;
  readonly cpuMs: number;
}

function spentBy(work: () => void): Spent {
  const start = performance.now();
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - start, cpuMs: (user + system) / 1000 };
}

function costOf(rounds: readonly Spent[], steps: number): Cost {
  const cpuMsOfRounds = rounds.map(({ cpuMs }) => rounded(cpuMs / steps));
  return {
    ms: rounded(median(rounds.map(({ ms }) => ms)) / steps),
    cpuMs: rounded(median(cpuMsOfRounds)),
    cpuMsOfRounds,
  };
}

/** How often `work` asks the device for values. */
function countReads(work: () => void): number {
  const device = backend() as unknown as { readSync(...inputs: unknown[]): unknown };
  const original = device.readSync;
  let reads = 0;
  device.readSync = (...inputs) => {
    reads += 1;
    return original.apply(device, inputs);
  };
  work();
  device.readSync = original;
  return reads;
}
