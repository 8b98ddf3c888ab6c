import { add, mean, mul, type Scalar, sub, type Tensor1D } from '@tensorflow/tfjs-core';
import type { Batch } from '../data/batch.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { UpdateNumbers } from '../optimizers/updateNumbers.ts';
import { gradientClip } from '../regularisers/gradientClip.ts';
import { movingAverage } from '../regularisers/movingAverage.ts';
import { nextSpectralVectors } from '../regularisers/spectralNorm.ts';
import { weightClip } from '../regularisers/weightClip.ts';
import { type Game, numberAt } from './game.ts';
import { heldBack } from './heldBack.ts';
import type { GameState, PlayerState } from './playerState.ts';
import { movedOn } from './runningStatistics.ts';
import { type Slope, type SlopeOfD, slopeOfD } from './slopeOfD.ts';
import { slopeOfG } from './slopeOfG.ts';

interface Moved<S extends Slope> {
  readonly state: GameState;
  /** Of the last update. */
  readonly slope: S;
}

/** One update of D for each real batch. */
export function moveD(game: Game, state: GameState, step: number, reals: readonly Batch[]): Moved<SlopeOfD> {
  let next = state;
  let slope: SlopeOfD | undefined;
  for (let draw = 0; draw < game.dSteps; draw++) {
    const found = slopeOfD(game, next, { step, draw }, reals[draw]!);
    next = updateD(game, step, next, found);
    slope = found;
  }
  return { state: next, slope: slope! };
}

/** `gSteps` updates of G, each with the real batch of its own where there is one. */
export function moveG(game: Game, state: GameState, step: number, reals: readonly Batch[]): Moved<Slope> {
  let next = state;
  let slope: Slope | undefined;
  for (let draw = 0; draw < game.gSteps; draw++) {
    slope = slopeOfG(game, next, { step, draw }, reals[draw]);
    next = updateG(game, step, next, slope);
  }
  return { state: next, slope: slope! };
}

/** D one update on, with everything that goes along with it; as it was where it is frozen or held back. */
export function updateD(game: Game, step: number, state: GameState, slope: SlopeOfD): GameState {
  const numbers = numbersOfUpdate(game, step, {
    rate: (rules) => rules.rateD,
    updates: state.d.slots.updates,
    perStep: game.dSteps,
  });
  const moved = stepAlong(game, step, game.optimizerD, numbers, state.d, slope, state.control.rateD);
  const d = game.weightClip > 0 ? { ...moved, weights: weightClip(moved.weights, game.weightClip) } : moved;
  const after = {
    ...state,
    d,
    carried: carriedOn(game, state, slope),
    spectral: game.spectralNorm ? nextSpectralVectors(game.d, d.weights, state.spectral) : state.spectral,
  };
  return step <= game.freezeDUntil ? state : heldBack(state.control.trainD, after, state);
}

/** G one update on, and its average behind it; as it was where it is held back. */
export function updateG(game: Game, step: number, state: GameState, slope: Slope): GameState {
  const numbers = numbersOfUpdate(game, step, {
    rate: (rules) => rules.rateG,
    updates: state.g.slots.updates,
    perStep: game.gSteps,
  });
  const g = stepAlong(game, step, game.optimizerG, numbers, state.g, slope, state.control.rateG);
  const average =
    state.average &&
    movingAverage(state.average, g.weights, {
      kept: numberAt(game, step, (rules) => rules.averageDecay),
      taken: numberAt(game, step, (rules) => 1 - rules.averageDecay),
    });
  return heldBack(state.control.trainG, { ...state, g, ...(average !== undefined && { average }) }, state);
}

function stepAlong(
  game: Game,
  step: number,
  optimizer: Optimizer,
  numbers: UpdateNumbers,
  { weights, slots, running }: PlayerState,
  slope: Slope,
  factor: Scalar | undefined,
): PlayerState {
  const gradient =
    game.gradientClip > 0
      ? gradientClip(
          slope.grad,
          numberAt(game, step, (rules) => rules.gradientClip),
        )
      : slope.grad;
  const moved = optimizer.update(numbers, weights, gradient, slots);
  return {
    // Every optimizer moves in proportion to its rate.
    weights: factor === undefined ? moved.weights : partOfTheWay(weights, moved.weights, factor),
    slots: slots.made === undefined ? moved.slots : { ...moved.slots, made: add(slots.made, 1) },
    running: movedOn(running, slope.noted),
  };
}

/** At any other step of the same kind the player has had `perStep` updates more for each step between, where steps go on from each other. */
function numbersOfUpdate(
  game: Game,
  step: number,
  {
    rate,
    updates,
    perStep,
  }: { readonly rate: (rules: Game) => number; readonly updates: number; readonly perStep: number },
): UpdateNumbers {
  return (of) =>
    numberAt(game, step, (rules, at) =>
      of({
        rate: rate(rules) * rules.rateShare(at),
        updates: rules.updatesBefore?.(at) ?? updates + (at - step) * perStep,
      }),
    );
}

function partOfTheWay(from: Tensor1D, to: Tensor1D, part: Scalar): Tensor1D {
  return add(from, mul(sub(to, from), part)) as Tensor1D;
}

function carriedOn(game: Game, { carried }: GameState, { answers }: SlopeOfD): GameState['carried'] {
  if (answers === undefined) return carried;
  const next = game.carried.map(({ name, next: on }): [string, Scalar] => [
    name,
    on(carried[name]!, mean(answers.real), mean(answers.fake), game.carriedKnobs),
  ]);
  return Object.fromEntries(next);
}
