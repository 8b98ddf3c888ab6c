import { SeesawError } from '@seesaw/shared/errors';
import { softmax, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { ImageData, PointData, TrainingData } from '../data/trainingData.ts';
import type { Game } from '../game/game.ts';
import { generate } from '../game/generate.ts';
import { latentWith } from '../game/latent.ts';
import type { GameState } from '../game/playerState.ts';
import type { RandomSource } from '../random/randomSource.ts';
import { askedLabel } from './askedLabel.ts';
import { classifierScore } from './classifierScore.ts';
import { classShares } from './classShares.ts';
import { type FeatureNet, lookAt } from './featureNet.ts';
import { compareFeatures, featureSet } from './featureSet.ts';
import { labelAccuracy } from './labelAccuracy.ts';
import { mixtureScore } from './mixtureScore.ts';
import { pointDistance } from './pointDistance.ts';
import { stackScore } from './stackScore.ts';

/** z of evaluations is a function of this constant alone. */
const evaluationSeed = 0xe7a1;
const chunk = 500;

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
  return {
    evaluate(game, state) {
      const points = new Float32Array(2 * samples);
      inChunks(game, state, samples, (generated, offset) => points.set(generated.dataSync(), 2 * offset));
      return metricsOf(points);
    },
    evaluateUntrained: () => metricsOf(new Float32Array(2 * samples)),
    dispose: () => undefined,
  };
}

function imageEvaluator(data: ImageData, samples: number, net: FeatureNet | undefined): Evaluator {
  const evaluate: Evaluator['evaluate'] = (game, state) => {
    if (net === undefined) {
      throw new SeesawError('internal', `Evaluating ${data.name} needs its feature net, but none was given.`);
    }
    const features = new Float32Array(samples * net.featureCount);
    const labels = net.planes * net.labelCount;
    const probabilities = new Float32Array(samples * labels);
    inChunks(game, state, samples, (generated, offset) => {
      const seen = lookAt(net, generated);
      features.set(seen.features.dataSync(), offset * net.featureCount);
      if (labels > 0) probabilities.set(softmax(seen.output).dataSync(), offset * labels);
    });
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
  return { evaluate, evaluateUntrained: evaluate, dispose: () => undefined };
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

/** Calls `use` inside `tidy` with chunks [n, features] until `samples` are generated. */
function inChunks(
  game: Game,
  state: GameState,
  samples: number,
  use: (generated: Tensor2D, offset: number) => void,
): void {
  for (let offset = 0; offset < samples; offset += chunk) {
    const count = Math.min(chunk, samples - offset);
    tidy(() => {
      const key = { seed: evaluationSeed, purpose: 'z-for-eval', step: offset / chunk } as const;
      const latent = latentWith(game, count, key, (index) => askedLabel(game.classes, offset + index, samples));
      use(generate(game, state, latent), offset);
    });
  }
}
