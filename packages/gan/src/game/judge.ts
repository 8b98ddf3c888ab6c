import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Batch } from '../data/batch.ts';
import type { Pass } from '../players/pass.ts';
import { spectralNorm } from '../regularisers/spectralNorm.ts';
import type { Game } from './game.ts';
import { usingPass } from './passes.ts';
import type { GameState } from './playerState.ts';

/** D's answers to a batch: one number each, high = real, [batch / pack, 1]. */
export function judge(game: Game, state: GameState, { samples, labels }: Batch): Tensor2D {
  return logitOf(game, outputOfD(game, state, state.d.weights, samples, usingPass(state.d, labels)));
}

/** What the loss takes, [batch / pack, outputs]. `weights` stand in for D's own in `state`. */
export function outputOfD(game: Game, state: GameState, weights: Tensor1D, samples: Tensor2D, pass: Pass): Tensor2D {
  return game.d.apply(usedWeights(game, state, weights), samples, pass);
}

export function logitOf({ loss }: Pick<Game, 'loss'>, output: Tensor2D): Tensor2D {
  return loss.logit === undefined ? output : (loss.logit(output) as Tensor2D);
}

function usedWeights(game: Game, { spectral }: GameState, weights: Tensor1D): Tensor1D {
  return game.spectralNorm ? spectralNorm(game.d, weights, spectral) : weights;
}
