import { split, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { type Batch, together } from '../data/batch.ts';
import { goesByBatch } from '../players/network.ts';
import type { InTraining } from '../players/pass.ts';
import type { Game } from './game.ts';
import { outputOfD } from './judge.ts';
import { trainingPass } from './passes.ts';
import type { GameState } from './playerState.ts';
import type { Turn } from './slopeOfD.ts';

/**
 * What D says of real and of generated samples in training, [batch / pack, outputs] each: in one run, which costs less, unless
 * D goes by statistics of its batch. Then each kind is a batch of its own, or a sample would be told by its company.
 */
export function outputsOnBoth(
  game: Game,
  state: GameState,
  weights: Tensor1D,
  { turn, real, fake, note }: { turn: Turn; real: Batch; fake: Batch; note: InTraining['note'] },
): [onReal: Tensor2D, onFake: Tensor2D] {
  const outputs = ({ samples, labels }: Batch, run: 'd-both' | 'd-real' | 'd-fake') =>
    outputOfD(game, state, weights, samples, trainingPass(game, state.d, { ...turn, run }, labels, note));
  if (goesByBatch(game.d)) return [outputs(real, 'd-real'), outputs(fake, 'd-fake')];
  return split(outputs(together([real, fake]), 'd-both'), 2) as [Tensor2D, Tensor2D];
}
