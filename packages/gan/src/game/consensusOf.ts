import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Batch } from '../data/batch.ts';
import { consensus } from '../regularisers/consensus.ts';
import type { Game } from './game.ts';
import { outputOfD } from './judge.ts';
import type { Latent } from './latent.ts';
import { lossOfD, lossOfG } from './lossOf.ts';
import { trainingPass } from './passes.ts';
import type { GameState } from './playerState.ts';
import { seenByD } from './seenByD.ts';
import type { Turn } from './slopeOfD.ts';

interface BothPlayers {
  readonly d: Tensor1D;
  readonly g: Tensor1D;
  /** As D sees it. */
  readonly real: Batch;
  readonly latent: Latent;
}

/** The consensus term of the bare losses on one batch, a function of both players' weights. */
export function consensusOf(game: Game, state: GameState, turn: Turn, { d, g, real, latent }: BothPlayers): Scalar {
  const { loss } = game;
  const k = loss.carried && state.carried[loss.carried.name];
  const { z, labels } = latent;
  const passOfG = trainingPass(game, state.g, { ...turn, run: 'g-for-g' }, labels);
  const fakeOf = (weights: Tensor1D) =>
    seenByD(game, state, game.g.apply(weights, z, passOfG), { of: 'g-fake', ...turn });
  const onReal = (weights: Tensor1D) =>
    outputOfD(game, state, weights, real.samples, trainingPass(game, state.d, { ...turn, run: 'd-real' }, real.labels));
  const onFake = (weights: Tensor1D, fake: Tensor2D) =>
    outputOfD(game, state, weights, fake, trainingPass(game, state.d, { ...turn, run: 'd-fake' }, labels));
  return consensus(
    (weights) => lossOfD(game, onReal(weights), onFake(weights, fakeOf(g)), k),
    (weights) => lossOfG(game, onFake(d, fakeOf(weights)), onReal(d)),
    d,
    g,
  );
}
