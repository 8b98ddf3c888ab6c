import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { consensus } from '../regularisers/consensus.ts';
import type { Game } from './game.ts';
import { outputOfD } from './judge.ts';
import type { GameState } from './playerState.ts';
import { seenByD } from './seenByD.ts';
import type { Turn } from './slopeOfD.ts';

interface BothPlayers {
  readonly d: Tensor1D;
  readonly g: Tensor1D;
  /** As D sees it. */
  readonly real: Tensor2D;
  readonly z: Tensor2D;
}

/** The consensus term of the bare losses on one batch, a function of both players' weights. */
export function consensusOf(game: Game, state: GameState, turn: Turn, { d, g, real, z }: BothPlayers): Scalar {
  const { loss } = game;
  const k = loss.carried && state.carried[loss.carried.name];
  const fakeOf = (weights: Tensor1D) => seenByD(game, game.g.apply(weights, z), { of: 'g-fake', ...turn });
  const onReal = (weights: Tensor1D) => outputOfD(game, state, weights, real);
  return consensus(
    (weights) => loss.d(onReal(weights), outputOfD(game, state, weights, fakeOf(g)), k),
    (weights) => loss.g(outputOfD(game, state, d, fakeOf(weights)), onReal(d)),
    d,
    g,
  );
}
