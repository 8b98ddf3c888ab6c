import { SeesawError } from '@seesaw/shared/errors';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { batchOrder } from '../data/batchOrder.ts';
import { ringPoints } from '../data/ring.ts';
import { imagesAsFloats, type TrainingData } from '../data/trainingData.ts';
import { lossNamed } from '../losses/losses.ts';
import { adamConstants } from '../optimizers/adam.ts';
import type { RandomSource } from '../random/randomSource.ts';
import type { Game } from './game.ts';

/** The rules of the game that a resolved configuration describes. */
export function gameOfConfig(config: TrialConfig, data: TrainingData, random: RandomSource): Game {
  const number = (name: string) => numberIn(config, name);
  const batchSize = number('batch_size');
  const features = data.kind === 'ring' ? 2 : data.width * data.height * data.channels;
  const widthD = number('width_d');
  const widthG = Math.round(widthD * number('width_ratio'));
  const zDim = number('z_dim');
  const loss = lossNamed(String(config.values.loss));
  const rateD = number('lr_d');
  return {
    g: { units: [zDim, widthG, widthG, features], slope: 0, output: data.kind === 'ring' ? 'linear' : 'tanh' },
    d: { units: [features, widthD, widthD, 1], slope: 0.2, output: 'linear' },
    loss,
    penaltyWeight: loss.gradientPenalty ? number('gp_lambda') : 0,
    order: orderOf(config),
    dSteps: number('d_steps'),
    gSteps: number('g_steps'),
    batchSize,
    zDim,
    rateD,
    rateG: rateD * number('lr_ratio'),
    rateShare: linearDecay(number('lr_end'), config.steps),
    adam: adamConstants(number('beta1'), number('beta2')),
    random,
    seed: config.seed,
    realBatch: realBatches(data, batchSize, config.seed),
  };
}

export function numberIn(config: TrialConfig, name: string): number {
  const value = config.values[name];
  if (typeof value === 'number') return value;
  throw new SeesawError('invalid-sweep', `The configuration has no number ${name} (recipe ${config.recipe}).`);
}

function orderOf(config: TrialConfig): Game['order'] {
  const order = config.values.order;
  if (order === 'd-first' || order === 'g-first' || order === 'simultaneous') return order;
  throw new SeesawError('invalid-sweep', `Unknown order ${String(order)}: expected d-first, g-first or simultaneous.`);
}

/** 1 at the first step, `end` at the last, a straight line between. */
function linearDecay(end: number, steps: number): (step: number) => number {
  return (step) => (steps === 1 ? 1 : 1 + ((end - 1) * (step - 1)) / (steps - 1));
}

function realBatches(data: TrainingData, batchSize: number, seed: number): (update: number) => Tensor2D {
  if (data.kind === 'ring') return (update) => tensor2d(ringPoints(batchSize, seed, update), [batchSize, 2]);
  const order = batchOrder(data.train.count, batchSize, seed);
  const features = data.width * data.height * data.channels;
  return (update) => tensor2d(imagesAsFloats(data.train, order(update)), [batchSize, features]);
}
