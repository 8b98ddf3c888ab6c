import { add, mul, type Tensor1D, type Tensor2D, valueAndGrad } from '@tensorflow/tfjs-core';
import { consensusOf } from './consensusOf.ts';
import type { Game } from './game.ts';
import { outputOfD } from './judge.ts';
import type { GameState } from './playerState.ts';
import { seenByD } from './seenByD.ts';
import type { Slope, Turn } from './slopeOfD.ts';

/** L_G and its gradient for the weights of G alone; D is held still. `batch` is there where G's loss looks at real samples. */
export function slopeOfG(game: Game, state: GameState, turn: Turn, batch: Tensor2D | undefined): Slope {
  const { random, seed, batchSize, zDim, loss } = game;
  const z = random.normal([batchSize, zDim], { seed, purpose: 'z-for-g', ...turn }) as Tensor2D;
  const real = batch && seenByD(game, batch, { of: 'g-real', ...turn });
  const onReal = loss.seesReal && outputOfD(game, state, state.d.weights, real!);
  return valueAndGrad((weights: Tensor1D) => {
    const fake = seenByD(game, game.g.apply(weights, z), { of: 'g-fake', ...turn });
    const value = loss.g(outputOfD(game, state, state.d.weights, fake), onReal);
    if (game.consensus === 0) return value;
    const cost = consensusOf(game, state, turn, { d: state.d.weights, g: weights, real: real!, z });
    return add(value, mul(cost, game.consensus));
  })(state.g.weights) as Slope;
}
