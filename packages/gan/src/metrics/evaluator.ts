import { SeesawError } from '@seesaw/shared/errors';
import { softmax } from '@tensorflow/tfjs-core';
import type { ImageData, PointData, TrainingData } from '../data/trainingData.ts';
import type { Game } from '../game/game.ts';
import { generate } from '../game/generate.ts';
import type { GameState } from '../game/playerState.ts';
import { readEach, readValues } from '../game/readValues.ts';
import type { RandomSource } from '../random/randomSource.ts';
import { askedLabel } from './askedLabel.ts';
import { classifierScore } from './classifierScore.ts';
import { classShares } from './classShares.ts';
import { evaluationLatents } from './evaluationLatents.ts';
import { type FeatureNet, lookAt } from './featureNet.ts';
import { compareFeatures, featureSet } from './featureSet.ts';
import { labelAccuracy } from './labelAccuracy.ts';
import { mixtureScore } from './mixtureScore.ts';
import { pointDistance } from './pointDistance.ts';
import { stackScore } from './stackScore.ts';

/** Measures quality, eval/*. Waits for the device; changes nothing of the training. */
export interface Evaluator {
  evaluate(game: Game, state: GameState): Record<string, number>;
  /**
   * What samples are worth that know nothing of the data. Images: those of the untrained G that is given. Points: all in the middle,
   * since where an untrained G throws them is chance.
   */
  evaluateUntrained(game: Game, state: GameState): Record<string, number>;
  dispose(): void;
}

export interface EvaluatorInput {
  readonly data: TrainingData;
  readonly samples: number;
  readonly random: RandomSource;
  readonly features: FeatureNet | undefined;
}

export function evaluatorOf({ data, samples, random, features }: EvaluatorInput): Evaluator {
  return data.kind === 'points' ? pointEvaluator(data, samples, random) : imageEvaluator(data, samples, features);
}

function pointEvaluator(data: PointData, samples: number, random: RandomSource): Evaluator {
  const distance = pointDistance(data, random);
  const metricsOf = (points: Float32Array) => {
    const result = mixtureScore(points, data);
    return {
      'eval/score': result.score,
      'eval/modes': result.modes,
      'eval/modes_held': result.modesHeld,
      'eval/hq_share': result.hqShare,
      ...(result.reverseKl === undefined ? {} : { 'eval/reverse_kl': result.reverseKl }),
      'eval/swd': distance(points),
    };
  };
  const latents = evaluationLatents(samples, { inOne: true });
  return {
    evaluate(game, state) {
      const [latent] = latents.pieces(game);
      return metricsOf(readValues(() => generate(game, state, latent!)));
    },
    evaluateUntrained: () => metricsOf(new Float32Array(2 * samples)),
    dispose: () => latents.dispose(),
  };
}

function imageEvaluator(data: ImageData, samples: number, net: FeatureNet | undefined): Evaluator {
  const latents = evaluationLatents(samples, { inOne: false });
  const evaluate: Evaluator['evaluate'] = (game, state) => {
    if (net === undefined) {
      throw new SeesawError('internal', `Evaluating ${data.name} needs its feature net, but none was given.`);
    }
    const features = new Float32Array(samples * net.featureCount);
    const labels = net.planes * net.labelCount;
    const probabilities = new Float32Array(samples * labels);
    let offset = 0;
    for (const latent of latents.pieces(game)) {
      const [featuresSeen, chances] = readEach(() => {
        const seen = lookAt(net, generate(game, state, latent));
        return labels === 0 ? [seen.features] : [seen.features, softmax(seen.output)];
      });
      features.set(featuresSeen!, offset * net.featureCount);
      if (chances !== undefined) probabilities.set(chances, offset * labels);
      offset += latent.z.shape[0];
    }
    const compared = compareFeatures(net.heldOut, featureSet(features, net.featureCount));
    return {
      'eval/score': compared.frechet,
      'eval/frechet': compared.frechet,
      'eval/kid': compared.kid,
      'eval/precision': compared.precision,
      'eval/recall': compared.recall,
      'eval/density': compared.density,
      'eval/coverage': compared.coverage,
      'eval/swd': compared.swd,
      ...labelMetrics(game, net, probabilities),
    };
  };
  return { evaluate, evaluateUntrained: evaluate, dispose: () => latents.dispose() };
}

/** What the classifier sees, where the net is one: in single images, or in the channels of stacked ones together. */
function labelMetrics(
  game: Game,
  { planes, labelCount }: FeatureNet,
  probabilities: Float32Array,
): Record<string, number> {
  if (labelCount === 0) return {};
  if (planes === 1) {
    const { score, confidence } = classifierScore(probabilities, labelCount);
    const classes = classShares(probabilities, labelCount);
    return {
      'eval/classifier_score': score,
      'eval/classifier_confidence': confidence,
      'eval/classes_held': classes.held,
      'eval/least_class_share': classes.least,
      ...(game.classes === labelCount && {
        'eval/label_accuracy': labelAccuracy(probabilities, labelCount, (sample) =>
          askedLabel(labelCount, sample, probabilities.length / labelCount),
        ),
      }),
    };
  }
  const { modes, reverseKl } = stackScore(probabilities, planes, labelCount);
  return { 'eval/modes': modes, ...(reverseKl === undefined ? {} : { 'eval/reverse_kl': reverseKl }) };
}
