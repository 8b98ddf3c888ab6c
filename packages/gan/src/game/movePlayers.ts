import { dispose, type Scalar } from '@tensorflow/tfjs-core';
import type { Batch } from '../data/batch.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { gradientClip } from '../regularisers/gradientClip.ts';
import { movingAverage } from '../regularisers/movingAverage.ts';
import { nextSpectralVectors } from '../regularisers/spectralNorm.ts';
import { weightClip } from '../regularisers/weightClip.ts';
import type { Game } from './game.ts';
import type { GameState, PlayerState } from './playerState.ts';
import { movedOn } from './runningStatistics.ts';
import { type Slope, type SlopeOfD, slopeOfD } from './slopeOfD.ts';
import { slopeOfG } from './slopeOfG.ts';

interface Moved {
  readonly state: GameState;
  /** Of the last update. */
  readonly slope: Slope;
}

/** One update of D for each real batch. */
export function moveD(game: Game, state: GameState, step: number, reals: readonly Batch[]): Moved {
  let next = state;
  let slope: Slope | undefined;
  for (let draw = 0; draw < game.dSteps; draw++) {
    const found = slopeOfD(game, next, { step, draw }, reals[draw]!);
    next = updateD(game, step, next, found);
    slope = found;
  }
  return { state: next, slope: slope! };
}

/** `gSteps` updates of G, each with the real batch of its own where there is one. */
export function moveG(game: Game, state: GameState, step: number, reals: readonly Batch[]): Moved {
  let next = state;
  let slope: Slope | undefined;
  for (let draw = 0; draw < game.gSteps; draw++) {
    slope = slopeOfG(game, next, { step, draw }, reals[draw]);
    next = updateG(game, step, next, slope);
  }
  return { state: next, slope: slope! };
}

/** D one update on, with everything that goes along with it. */
export function updateD(game: Game, step: number, state: GameState, slope: SlopeOfD): GameState {
  const rate = game.rateD * game.rateShare(step);
  const moved = stepAlong(game, game.optimizerD, rate, state.d, slope);
  const d = game.weightClip > 0 ? { ...moved, weights: weightClip(moved.weights, game.weightClip) } : moved;
  return {
    ...state,
    d,
    carried: carriedOn(game, state, slope),
    spectral: game.spectralNorm ? nextSpectralVectors(game.d, d.weights, state.spectral) : state.spectral,
  };
}

/** G one update on; its average follows. */
export function updateG(game: Game, step: number, state: GameState, slope: Slope): GameState {
  const rate = game.rateG * game.rateShare(step);
  const g = stepAlong(game, game.optimizerG, rate, state.g, slope);
  if (state.average === undefined) return { ...state, g };
  return { ...state, g, average: movingAverage(state.average, g.weights, game.averageDecay) };
}

function stepAlong(game: Game, optimizer: Optimizer, rate: number, player: PlayerState, slope: Slope): PlayerState {
  const gradient = game.gradientClip > 0 ? gradientClip(slope.grad, game.gradientClip) : slope.grad;
  return {
    ...optimizer.update(rate, player.weights, gradient, player.slots),
    running: movedOn(player.running, slope.noted),
  };
}

function carriedOn(game: Game, { carried }: GameState, { answers }: SlopeOfD): GameState['carried'] {
  if (answers === undefined) return carried;
  const next = game.carried.map(({ name, next: on }): [string, Scalar] => [
    name,
    on(carried[name]!, answers.real, answers.fake, game.carriedKnobs),
  ]);
  dispose([answers.real, answers.fake]);
  return Object.fromEntries(next);
}
