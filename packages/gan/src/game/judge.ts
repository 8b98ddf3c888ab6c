import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { spectralNorm } from '../regularisers/spectralNorm.ts';
import type { Game } from './game.ts';
import type { GameState } from './playerState.ts';

/** D's answers to `samples` [batch, features]: one number each, high = real, [batch / pack, 1]. */
export function judge(game: Game, state: GameState, samples: Tensor2D): Tensor2D {
  return logitOf(game, outputOfD(game, state, state.d.weights, samples));
}

/** What the loss takes, [batch / pack, outputs]. `weights` stand in for D's own in `state`. */
export function outputOfD(game: Game, state: GameState, weights: Tensor1D, samples: Tensor2D): Tensor2D {
  return game.d.apply(usedWeights(game, state, weights), samples);
}

export function logitOf({ loss }: Pick<Game, 'loss'>, output: Tensor2D): Tensor2D {
  return loss.logit === undefined ? output : (loss.logit(output) as Tensor2D);
}

function usedWeights(game: Game, { spectral }: GameState, weights: Tensor1D): Tensor1D {
  return game.spectralNorm ? spectralNorm(game.d, weights, spectral) : weights;
}
