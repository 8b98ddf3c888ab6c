import {
  add,
  keep,
  mul,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  valueAndGrad,
} from '@tensorflow/tfjs-core';
import type { Batch } from '../data/batch.ts';
import { labelSmoothing } from '../regularisers/labelSmoothing.ts';
import { leCam, leCamAverages } from '../regularisers/leCam.ts';
import { slopePenalty } from '../regularisers/slopePenalty.ts';
import { atFake } from '../regularisers/slopePoints.ts';
import { consensusOf } from './consensusOf.ts';
import { type Game, numberAt } from './game.ts';
import { logitOf, outputOfD } from './judge.ts';
import { drawLatent, type Latent } from './latent.ts';
import { lossOfD, scaled } from './lossOf.ts';
import { outputsOnBoth } from './outputsOnBoth.ts';
import { trainingPass } from './passes.ts';
import type { GameState } from './playerState.ts';
import { type Noted, noteInto } from './runningStatistics.ts';
import { seenByD } from './seenByD.ts';
import { turned } from './turned.ts';

/** Value and gradient of a player's loss. */
export interface Slope {
  readonly value: Scalar;
  readonly grad: Tensor1D;
  /** What the player's network noted of its batches. */
  readonly noted: readonly Noted[];
}

export interface SlopeOfD extends Slope {
  /** D's answers to both kinds, [batch / pack, 1], where something is carried along or a controller looks. */
  readonly answers?: { readonly real: Tensor2D; readonly fake: Tensor2D };
}

/** Which update of which step. */
export interface Turn {
  readonly step: number;
  readonly draw: number;
}

/** A batch of G, [batch, features], and what it started from. */
export interface Made extends Latent {
  readonly samples: Tensor2D;
}

/**
 * L_D with everything that is added to it, and its gradient for the weights of D alone; the fake batch is a constant: the
 * one given, or a fresh one.
 */
export function slopeOfD(game: Game, state: GameState, turn: Turn, batch: Batch, given?: Made): SlopeOfD {
  const { random, seed, loss, pack } = game;
  const told = (of: (rules: Game) => number) => numberAt(game, turn.step, of);
  const made = given ?? makeForD(game, state, turn);
  const real = { ...batch, samples: seenByD(game, state, batch.samples, { of: 'd-real', ...turn }) };
  const fake = { ...made, samples: seenByD(game, state, made.samples, { of: 'd-fake', ...turn }) };
  const penalties = penaltiesAt(game, turn.step).map(({ penalty }, index) => ({
    penalty,
    weight: told((rules) => penaltiesAt(rules, turn.step)[index]!.weight),
    points: penalty.points({ real: real.samples, fake: fake.samples, random, key: { seed, ...turn } }),
    labels: penalty.points === atFake ? fake.labels : real.labels,
  }));
  const k = loss.carried && state.carried[loss.carried.name];
  const noted: Noted[] = [];
  const note = noteInto(noted, game.d);
  let answers: SlopeOfD['answers'];

  const slope = valueAndGrad((weights: Tensor1D) => {
    const [onReal, onFake] = outputsOnBoth(game, state, weights, { turn, real, fake, note });
    if (game.carried.length > 0 || game.controller !== undefined) {
      answers = { real: keep(logitOf(game, onReal)), fake: keep(logitOf(game, onFake)) };
    }
    let value = lossOfD(game, onReal, onFake, k);
    for (const { penalty, weight, points, labels } of penalties) {
      const pass = trainingPass(game, state.d, { ...turn, run: 'd-penalty' }, labels);
      const answer = (x: Tensor) => logitOf(game, outputOfD(game, state, weights, x as Tensor2D, pass));
      value = add(value, mul(slopePenalty(answer, penalty, points, pack), weight));
    }
    if (game.labelSmoothing > 0) {
      const share = turned(
        game,
        state,
        'label_smoothing',
        told((rules) => rules.labelSmoothing),
      );
      value = add(value, scaled(game, labelSmoothing(loss.label!, share, logitOf(game, onReal))));
    }
    if (game.leCam > 0) {
      const [averageReal, averageFake] = leCamAverages.map(({ name }) => state.carried[name]!) as [Scalar, Scalar];
      const cost = leCam(logitOf(game, onReal), logitOf(game, onFake), averageReal, averageFake);
      value = add(
        value,
        mul(
          cost,
          told((rules) => rules.leCam),
        ),
      );
    }
    if (game.consensus > 0) {
      const cost = consensusOf(game, state, turn, { d: weights, g: state.g.weights, real, latent: made });
      value = add(
        value,
        mul(
          cost,
          told((rules) => rules.consensus),
        ),
      );
    }
    return value;
  })(state.d.weights) as Omit<Slope, 'noted'>;
  return {
    ...slope,
    noted,
    ...(answers !== undefined && { answers: { real: handedOn(answers.real), fake: handedOn(answers.fake) } }),
  };
}

function makeForD(game: Game, state: GameState, turn: Turn): Made {
  const latent = drawLatent(game, game.batchSize, { seed: game.seed, purpose: 'z-for-d', ...turn });
  const pass = trainingPass(game, state.g, { ...turn, run: 'g-for-d' }, latent.labels);
  return { ...latent, samples: game.g.apply(state.g.weights, latent.z, pass) };
}

/** Lazy regularisation (Karras et al. 2020, section 3.1): every k steps with k times the weight keeps the expectation. */
export function penaltiesAt({ penalties, penaltyEvery }: Game, step: number): Game['penalties'] {
  if (penaltyEvery === 1) return penalties;
  if ((step - 1) % penaltyEvery !== 0) return [];
  return penalties.map(({ penalty, weight }) => ({ penalty, weight: weight * penaltyEvery }));
}

/** From beyond the `tidy` around the gradient into that of the caller. */
function handedOn(kept: Tensor2D): Tensor2D {
  const owned = kept.clone();
  kept.dispose();
  return owned;
}
