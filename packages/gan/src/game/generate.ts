import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Game } from './game.ts';
import type { Latent } from './latent.ts';
import { usingPass } from './passes.ts';
import type { GameState, PlayerState } from './playerState.ts';

/** The part of a state that G is shown with. */
export interface GeneratorState extends Pick<GameState, 'average'> {
  readonly g: Pick<PlayerState, 'weights' | 'running'>;
}

/** G as it is shown and evaluated, [batch, features]: from its averaged weights where they are kept. */
export function generate(game: Pick<Game, 'g'>, state: GeneratorState, { z, labels }: Latent): Tensor2D {
  return game.g.apply(state.average ?? state.g.weights, z, usingPass(state.g, labels));
}
