import { add, mul, type Tensor1D, valueAndGrad } from '@tensorflow/tfjs-core';
import type { Batch } from '../data/batch.ts';
import { consensusOf } from './consensusOf.ts';
import { type Game, numberAt } from './game.ts';
import { outputOfD } from './judge.ts';
import { drawLatent } from './latent.ts';
import { lossOfG } from './lossOf.ts';
import { trainingPass } from './passes.ts';
import type { GameState } from './playerState.ts';
import { type Noted, noteInto } from './runningStatistics.ts';
import { seenByD } from './seenByD.ts';
import type { Made, Slope, Turn } from './slopeOfD.ts';

/**
 * L_G and its gradient for the weights of G alone; D is held still. `batch` is there where G's loss looks at real samples;
 * `onMade` hears what G made on the way.
 */
export function slopeOfG(
  game: Game,
  state: GameState,
  turn: Turn,
  batch: Batch | undefined,
  onMade?: (made: Made) => void,
): Slope {
  const { seed, batchSize, loss } = game;
  const latent = drawLatent(game, batchSize, { seed, purpose: 'z-for-g', ...turn });
  const { z, labels } = latent;
  const real = batch && { ...batch, samples: seenByD(game, state, batch.samples, { of: 'g-real', ...turn }) };
  const judged = ({ samples, labels: told }: Batch, run: 'd-for-g' | 'd-for-g-real') =>
    outputOfD(game, state, state.d.weights, samples, trainingPass(game, state.d, { ...turn, run }, told));
  const onReal = loss.seesReal && judged(real!, 'd-for-g-real');
  const noted: Noted[] = [];
  const pass = trainingPass(game, state.g, { ...turn, run: 'g-for-g' }, labels, noteInto(noted, game.g));
  const slope = valueAndGrad((weights: Tensor1D) => {
    const made = game.g.apply(weights, z, pass);
    onMade?.({ ...latent, samples: made });
    const samples = seenByD(game, state, made, { of: 'g-fake', ...turn });
    const value = lossOfG(game, judged({ ...latent, samples }, 'd-for-g'), onReal);
    if (game.consensus === 0) return value;
    const cost = consensusOf(game, state, turn, { d: state.d.weights, g: weights, real: real!, latent });
    return add(
      value,
      mul(
        cost,
        numberAt(game, turn.step, (rules) => rules.consensus),
      ),
    );
  })(state.g.weights) as Omit<Slope, 'noted'>;
  return { ...slope, noted };
}
