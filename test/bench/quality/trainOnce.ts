import type { SampleSet } from '@seesaw/gan/game/drawSamples';
import { drawPoints } from '@seesaw/gan/pictures/drawPoints';
import type { Picture } from '@seesaw/gan/pictures/picture';
import { tileImages } from '@seesaw/gan/pictures/tileImages';
import { createTraining, type TrainingInput } from '@seesaw/gan/training';
import { say } from '../suite.ts';

/** What one training came to. */
export interface Reached {
  readonly seed: number;
  readonly steps: number;
  /** Time of the processor for a step, all threads together: a busy machine does not lengthen it much. */
  readonly processorMsPerStep: number;
  /** eval/* before the first step and after the last. */
  readonly untrained: Readonly<Record<string, number>>;
  readonly trained: Readonly<Record<string, number>>;
}

interface Order {
  readonly input: TrainingInput;
  /** Steps at which samples are drawn. */
  readonly shown: readonly number[];
  /** Steps between two evaluations on the way, which are said and forgotten. */
  readonly every?: number;
}

/** Losses wait on the device until they are read. */
const readEvery = 500;

export function trainOnce({ input, shown, every }: Order): { reached: Reached; pictures: readonly Picture[] } {
  const { seed, steps } = input.config;
  const training = createTraining(input);
  const untrained = training.evaluate();
  const pictures = shown.includes(0) ? [pictureOf(training.sample())] : [];
  let spentMs = 0;
  while (training.step < steps) {
    const before = process.cpuUsage();
    training.trainStep();
    const { user, system } = process.cpuUsage(before);
    spentMs += (user + system) / 1000;
    if (training.step % readEvery === 0) training.readMetrics();
    if (every !== undefined && training.step % every === 0 && training.step < steps)
      say(`step ${training.step}: ${inWords(training.evaluate())}`);
    if (shown.includes(training.step)) pictures.push(pictureOf(training.sample()));
  }
  const trained = training.evaluate();
  training.dispose();
  return { reached: { seed, steps, processorMsPerStep: spentMs / steps, untrained, trained }, pictures };
}

export function inWords(values: Readonly<Record<string, number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name.replace('eval/', '')} ${Number(value.toPrecision(4))}`)
    .join(', ');
}

function pictureOf(sample: SampleSet): Picture {
  return sample.kind === 'points' ? drawPoints(sample.tensors).picture : tileImages(sample).picture;
}
