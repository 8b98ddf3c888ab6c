import {
  add,
  concat,
  keep,
  mean,
  mul,
  type Scalar,
  split,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  valueAndGrad,
} from '@tensorflow/tfjs-core';
import { labelSmoothing } from '../regularisers/labelSmoothing.ts';
import { leCam, leCamAverages } from '../regularisers/leCam.ts';
import { slopePenalty } from '../regularisers/slopePenalty.ts';
import { consensusOf } from './consensusOf.ts';
import type { Game } from './game.ts';
import { logitOf, outputOfD } from './judge.ts';
import type { GameState } from './playerState.ts';
import { seenByD } from './seenByD.ts';

/** Value and gradient of a player's loss. */
export interface Slope {
  readonly value: Scalar;
  readonly grad: Tensor1D;
}

export interface SlopeOfD extends Slope {
  /** D's mean answers on both kinds, where something carries them along; the caller disposes them. */
  readonly answers?: { readonly real: Scalar; readonly fake: Scalar };
}

/** Which update of which step. */
export interface Turn {
  readonly step: number;
  readonly draw: number;
}

/** L_D with everything that is added to it, and its gradient for the weights of D alone; the fake batch is a constant. */
export function slopeOfD(game: Game, state: GameState, turn: Turn, batch: Tensor2D): SlopeOfD {
  const { random, seed, batchSize, zDim, loss, pack } = game;
  const z = random.normal([batchSize, zDim], { seed, purpose: 'z-for-d', ...turn }) as Tensor2D;
  const real = seenByD(game, batch, { of: 'd-real', ...turn });
  const fake = seenByD(game, game.g.apply(state.g.weights, z), { of: 'd-fake', ...turn });
  const both = concat([real, fake]) as Tensor2D;
  const penalties = penaltiesAt(game, turn.step).map(({ penalty, weight }) => ({
    penalty,
    weight,
    points: penalty.points({ real, fake, random, key: { seed, ...turn } }),
  }));
  const k = loss.carried && state.carried[loss.carried.name];
  let answers: SlopeOfD['answers'];

  const slope = valueAndGrad((weights: Tensor1D) => {
    const [onReal, onFake] = split(outputOfD(game, state, weights, both), 2) as [Tensor2D, Tensor2D];
    if (game.carried.length > 0) {
      answers = { real: keep(meanAnswer(game, onReal)), fake: keep(meanAnswer(game, onFake)) };
    }
    let value = loss.d(onReal, onFake, k);
    for (const { penalty, weight, points } of penalties) {
      const answer = (x: Tensor) => logitOf(game, outputOfD(game, state, weights, x as Tensor2D));
      value = add(value, mul(slopePenalty(answer, penalty, points, pack), weight));
    }
    if (game.labelSmoothing > 0) {
      value = add(value, labelSmoothing(loss.label!, game.labelSmoothing, logitOf(game, onReal)));
    }
    if (game.leCam > 0) {
      const [averageReal, averageFake] = leCamAverages.map(({ name }) => state.carried[name]!) as [Scalar, Scalar];
      const cost = leCam(logitOf(game, onReal), logitOf(game, onFake), averageReal, averageFake);
      value = add(value, mul(cost, game.leCam));
    }
    if (game.consensus > 0) {
      const cost = consensusOf(game, state, turn, { d: weights, g: state.g.weights, real, z });
      value = add(value, mul(cost, game.consensus));
    }
    return value;
  })(state.d.weights) as Slope;
  return answers === undefined ? slope : { ...slope, answers };
}

/** Lazy regularisation (Karras et al. 2020, section 3.1): every k steps with k times the weight keeps the expectation. */
function penaltiesAt({ penalties, penaltyEvery }: Game, step: number): Game['penalties'] {
  if (penaltyEvery === 1) return penalties;
  if ((step - 1) % penaltyEvery !== 0) return [];
  return penalties.map(({ penalty, weight }) => ({ penalty, weight: weight * penaltyEvery }));
}

function meanAnswer(game: Game, output: Tensor2D): Scalar {
  return mean(logitOf(game, output)) as Scalar;
}
