import {
  add,
  concat,
  mul,
  type Scalar,
  split,
  type Tensor1D,
  type Tensor2D,
  valueAndGrad,
} from '@tensorflow/tfjs-core';
import { adamUpdate } from '../optimizers/adam.ts';
import { applyMlp } from '../players/mlp.ts';
import { gradientPenalty } from '../regularisers/gradientPenalty.ts';
import type { Game } from './game.ts';
import type { GameState, PlayerState } from './playerState.ts';

/** What the last update of each player saw. */
export interface StepTrace {
  readonly dLoss: Scalar;
  readonly gLoss: Scalar;
  readonly dGradient: Tensor1D;
  readonly gGradient: Tensor1D;
}

interface Slope {
  readonly value: Scalar;
  readonly grad: Tensor1D;
}

/**
 * One round of the game (Goodfellow et al. 2014, algorithm 1): `dSteps` updates of D, each with a fresh batch and fresh z,
 * then `gSteps` updates of G, each with fresh z; or G first; or both gradients before either update.
 * Pure in (state, real batches, seed, step): no JavaScript randomness, no host read. Call it inside `tidy`.
 * `reals` holds `dSteps` batches [batch, features].
 */
export function playStep(
  game: Game,
  state: GameState,
  step: number,
  reals: readonly Tensor2D[],
): { state: GameState; trace: StepTrace } {
  if (game.order === 'simultaneous') {
    const dSlope = slopeOfD(game, state, step, 0, reals[0]!);
    const gSlope = slopeOfG(game, state, step, 0);
    return {
      state: { d: updateD(game, step, state.d, dSlope), g: updateG(game, step, state.g, gSlope) },
      trace: traceOf(dSlope, gSlope),
    };
  }
  if (game.order === 'd-first') {
    const afterD = moveD(game, state, step, reals);
    const afterG = moveG(game, afterD.state, step);
    return { state: afterG.state, trace: traceOf(afterD.slope, afterG.slope) };
  }
  const afterG = moveG(game, state, step);
  const afterD = moveD(game, afterG.state, step, reals);
  return { state: afterD.state, trace: traceOf(afterD.slope, afterG.slope) };
}

function moveD(
  game: Game,
  state: GameState,
  step: number,
  reals: readonly Tensor2D[],
): { state: GameState; slope: Slope } {
  let next = state;
  let slope: Slope | undefined;
  for (let i = 0; i < game.dSteps; i++) {
    slope = slopeOfD(game, next, step, i, reals[i]!);
    next = { ...next, d: updateD(game, step, next.d, slope) };
  }
  return { state: next, slope: slope! };
}

function moveG(game: Game, state: GameState, step: number): { state: GameState; slope: Slope } {
  let next = state;
  let slope: Slope | undefined;
  for (let i = 0; i < game.gSteps; i++) {
    slope = slopeOfG(game, next, step, i);
    next = { ...next, g: updateG(game, step, next.g, slope) };
  }
  return { state: next, slope: slope! };
}

/** L_D and its gradient for the weights of D alone; the fake batch is a constant. */
function slopeOfD(game: Game, state: GameState, step: number, draw: number, real: Tensor2D): Slope {
  const { random, seed, batchSize, zDim, loss } = game;
  const z = random.normal([batchSize, zDim], { seed, purpose: 'z-for-d', step, draw }) as Tensor2D;
  const fake = applyMlp(game.g, state.g.weights, z);
  const both = concat([real, fake]) as Tensor2D;
  const alpha = loss.gradientPenalty && random.uniform([batchSize, 1], { seed, purpose: 'interpolation', step, draw });
  return valueAndGrad((weights: Tensor1D) => {
    const logits = applyMlp(game.d, weights, both);
    const [onReal, onFake] = split(logits, 2);
    const value = loss.d(onReal!, onFake!);
    if (!alpha) return value;
    const penalty = gradientPenalty((x) => applyMlp(game.d, weights, x as Tensor2D), real, fake, alpha);
    return add(value, mul(penalty, game.penaltyWeight));
  })(state.d.weights) as Slope;
}

/** L_G and its gradient for the weights of G alone; D is held still. */
function slopeOfG(game: Game, state: GameState, step: number, draw: number): Slope {
  const { random, seed, batchSize, zDim } = game;
  const z = random.normal([batchSize, zDim], { seed, purpose: 'z-for-g', step, draw }) as Tensor2D;
  return valueAndGrad((weights: Tensor1D) =>
    game.loss.g(applyMlp(game.d, state.d.weights, applyMlp(game.g, weights, z))),
  )(state.g.weights) as Slope;
}

function updateD(game: Game, step: number, player: PlayerState, slope: Slope): PlayerState {
  return adamUpdate(game.adam, game.rateD * game.rateShare(step), player.weights, slope.grad, player.slots);
}

function updateG(game: Game, step: number, player: PlayerState, slope: Slope): PlayerState {
  return adamUpdate(game.adam, game.rateG * game.rateShare(step), player.weights, slope.grad, player.slots);
}

function traceOf(d: Slope, g: Slope): StepTrace {
  return { dLoss: d.value, gLoss: g.value, dGradient: d.grad, gGradient: g.grad };
}
