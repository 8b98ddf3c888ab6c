import { ring } from '@seesaw/gan/data/ring';
import { trainingPack } from '@seesaw/gan/game/trainingPack';
import { createLaneTraining, type LaneTraining } from '@seesaw/gan/training';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { compilerFor } from '../../../apps/trainer/src/child/execution.ts';
import { nativeLibrary } from '../../../apps/trainer/src/child/nativeLibrary.ts';
import { type WatchedMemory, watchMemory } from '../train/watchMemory.ts';

/** Trials of the ring in the lanes of one program, in a process of their own. */
export interface LanesOrder {
  readonly config: TrialConfig;
  readonly lanes: number;
  /** Of each lane. */
  readonly steps: number;
  /** After so many a trial ends, and another one takes its lane. */
  readonly stepsOfTrial: number;
}

const native = await nativeLibrary();

process.on('message', async (order: LanesOrder) => process.send?.(await watched(order)));
process.on('disconnect', () => process.exit(0));
process.send?.({ type: 'ready' });

/** Each trial reports as often as it is told, and ends with all that a trial does at its end. */
async function watched({ config, lanes, steps, stepsOfTrial }: LanesOrder): Promise<WatchedMemory> {
  const compile = compilerFor('graph');
  const { random, draws } = native;
  const pack = trainingPack({ lanes, compile, draws });
  const logEvery = Number(config.values.log_every);
  let trials = 0;
  const next = (lane: number): LaneTraining => {
    trials += 1;
    const own = { ...config, seed: trials };
    return createLaneTraining({ config: own, data: ring, random, compiled: { compile, draws }, pack, lane });
  };
  const training = Array.from({ length: lanes }, (_, lane) => next(lane));
  const step = training.map(() => 0);

  const train = async (lane: number, until: number) => {
    while (step[lane]! < until) {
      const own = training[lane]!;
      const count = Math.min(until - step[lane]!, logEvery - (own.step % logEvery));
      await own.trainStep(count);
      step[lane]! += count;
      if (own.step % logEvery === 0) own.readMetrics();
      if (own.step < stepsOfTrial) continue;
      own.evaluate();
      own.diagnose();
      own.sample();
      own.save();
      own.dispose();
      training[lane] = next(lane);
    }
  };
  const result = await watchMemory(steps, async (until) => {
    await Promise.all(training.map((_, lane) => train(lane, until)));
  });
  for (const own of training) own.dispose();
  pack.dispose();
  return result;
}
