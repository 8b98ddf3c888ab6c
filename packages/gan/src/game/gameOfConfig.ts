import { SeesawError } from '@seesaw/shared/errors';
import type { TrialConfig } from '@seesaw/shared/trialConfig';
import { scalar, squeeze, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { oneHotRows } from '../data/batch.ts';
import { batchOrder } from '../data/batchOrder.ts';
import { bytesOfImages, floatsOfBytes, halfWhite } from '../data/imageBytes.ts';
import { mixturePoints } from '../data/mixturePoints.ts';
import { labelsAt, type TrainingData } from '../data/trainingData.ts';
import { auxiliary, namedSamples } from '../losses/auxiliary.ts';
import type { Loss } from '../losses/loss.ts';
import { lossNamed } from '../losses/losses.ts';
import type { RandomSource } from '../random/randomSource.ts';
import { controllerOfConfig } from './controllerOfConfig.ts';
import type { Game } from './game.ts';
import { addedChoice, addedNumber, addedText, numberIn } from './knobs.ts';
import { labelsOfConfig } from './labelsOfConfig.ts';
import { drawLatent, type LatentRules } from './latent.ts';
import { featuresOf } from './layersOfConfig.ts';
import { optimizerOfConfig } from './optimizerOfConfig.ts';
import { playersOfConfig } from './playersOfConfig.ts';
import { isScheduleName, type RateSchedule, rateSchedule } from './rateSchedule.ts';
import { readValues } from './readValues.ts';
import type { RealSource } from './realBatches.ts';
import { regularisersOfConfig } from './regularisersOfConfig.ts';

/** The rules of the game that a resolved configuration describes. */
export function gameOfConfig(config: TrialConfig, data: TrainingData, random: RandomSource): Game {
  const number = (name: string) => numberIn(config, name);
  const batchSize = number('batch_size');
  const loss = lossNamed(String(config.values.loss));
  const labels = labelsOfConfig(config, data);
  const rateD = number('lr_d');
  const real = realSource(data, batchSize, config.seed, labels.classes);
  const latent: LatentRules = {
    random,
    zDim: number('z_dim'),
    zDistribution: addedChoice(config, 'z_distribution', 'normal', ['normal', 'uniform']),
    zScale: addedNumber(config, 'z_scale', 1),
    classes: labels.classes,
  };
  const references = {
    g: () => readValues(() => drawLatent(latent, batchSize, { seed: config.seed, purpose: 'z-reference', step: 0 }).z),
    d: () => readValues(() => referenceOfD(real, random, batchSize, config.seed)),
  };
  return {
    ...playersOfConfig({ config, data, loss, labels, references }),
    ...regularisersOfConfig(config, data, loss),
    ...latent,
    loss: labels.condition === 'auxiliary' ? naming(loss, config) : loss,
    lossScale: lossScaleOf(config),
    sharedFake: config.values.shared_fake === true,
    order: orderOf(config),
    dSteps: number('d_steps'),
    gSteps: number('g_steps'),
    freezeDUntil: addedNumber(config, 'freeze_d_until', 0),
    controller: controllerOfConfig(config),
    batchSize,
    rateD,
    rateG: rateD * number('lr_ratio'),
    rateShare: scheduleOf(config),
    optimizerD: optimizerOfConfig(config),
    optimizerG: optimizerOfConfig(config),
    seed: config.seed,
    real,
  };
}

function naming(loss: Loss, config: TrialConfig): Loss {
  return auxiliary(loss, numberIn(config, 'class_weight'), addedChoice(config, 'class_on', 'both', namedSamples));
}

/** A mean over D's answers becomes a sum where it is multiplied by their number. */
function lossScaleOf(config: TrialConfig): number {
  const answers = numberIn(config, 'batch_size') / addedNumber(config, 'pac', 1);
  const reduction = addedChoice(config, 'reduction', 'mean', ['mean', 'sum']);
  return addedNumber(config, 'loss_scale', 1) * (reduction === 'sum' ? answers : 1);
}

function orderOf(config: TrialConfig): Game['order'] {
  const order = config.values.order;
  if (order === 'd-first' || order === 'g-first' || order === 'simultaneous') return order;
  throw new SeesawError('invalid-sweep', `Unknown order ${String(order)}: expected d-first, g-first or simultaneous.`);
}

function scheduleOf(config: TrialConfig): RateSchedule {
  const name = addedText(config, 'schedule', 'linear');
  if (isScheduleName(name)) return rateSchedule(name, numberIn(config, 'lr_end'), config.steps);
  throw new SeesawError('invalid-sweep', `Unknown schedule ${name}: expected linear or cosine.`);
}

/** Beside the program lies a second copy of data that are not larger: all 60,000 digits are 47 MB. */
const mostWholeBytes = 64e6;

function realSource(data: TrainingData, batchSize: number, seed: number, classes: number): RealSource {
  if (data.kind === 'points') return { kind: 'points', points: data };
  const order = batchOrder(data.train.count, batchSize, seed);
  const batches = (updates: readonly number[], samplesAt: (indices: Uint32Array) => Tensor2D) => {
    const indices = new Uint32Array(updates.length * batchSize);
    updates.forEach((update, place) => {
      indices.set(order(update), place * batchSize);
    });
    const samples = samplesAt(indices);
    if (classes === 0) return { samples };
    return { samples, labels: tensor2d(labelsAt(data.train, indices), [indices.length, 1], 'int32') };
  };
  const { count, pixels } = data.train;
  return {
    kind: 'rows',
    rows: (updates, memory) => batches(updates, (indices) => bytesOfImages(data.train, indices, memory)),
    ...(pixels.length <= mostWholeBytes && {
      whole: {
        data: () =>
          bytesOfImages(
            data.train,
            Uint32Array.from({ length: count }, (_, index) => index),
          ),
        places: (updates) =>
          batches(updates, (indices) => tensor2d(Int32Array.from(indices), [indices.length, 1], 'int32')),
      },
    }),
    batchOf: ({ samples, labels }, told) => ({
      samples: floatsOfBytes(samples, featuresOf(data), told(halfWhite)),
      ...(labels && { labels: oneHotRows(squeeze(labels, [1]), classes) }),
    }),
  };
}

/** What a D with virtual batch normalisation compares with: the first images, or points of before the first step. */
function referenceOfD(real: RealSource, random: RandomSource, batchSize: number, seed: number): Tensor2D {
  return real.kind === 'rows'
    ? real.batchOf(real.rows([0]), scalar).samples
    : mixturePoints(random, real.points, batchSize, { seed, step: 0 });
}
