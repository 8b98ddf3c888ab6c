import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Game } from './game.ts';
import type { Latent } from './latent.ts';
import { usingPass } from './passes.ts';
import type { GameState } from './playerState.ts';

/** G as it is shown and evaluated, [batch, features]: from its averaged weights where they are kept. */
export function generate(game: Game, state: GameState, { z, labels }: Latent): Tensor2D {
  return game.g.apply(state.average ?? state.g.weights, z, usingPass(state.g, labels));
}
