import { add, type NamedTensorMap, type Scalar, split, sub, type Tensor2D, zerosLike } from '@tensorflow/tfjs-core';
import { type Batch, firstOf, together } from '../data/batch.ts';
import type { Game } from '../game/game.ts';
import { outputOfD } from '../game/judge.ts';
import { drawLatent, type Latent } from '../game/latent.ts';
import { moveD, moveG } from '../game/movePlayers.ts';
import { usingPass } from '../game/passes.ts';
import type { GameState, PlayerState } from '../game/playerState.ts';
import { realsFrom, rowsOfSteps } from '../game/realBatches.ts';
import { passingAdam } from '../optimizers/adam.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { wholePacks } from '../players/packs.ts';

/** How many updates a copy of each player gets while the other stands still. */
export const extraUpdates = 5;

/** Held-out samples, and generated ones, that losses are compared on: the same before and after, so chance in them is little of a difference. */
const compared = 128;

/** Its draws are its own: those of the training stay what they are. */
const gapSeed = 0xd0a1;

/**
 * What each player could still gain alone: [L_D(D, G) − L_D(D′, G)] + [L_G(D, G) − L_G(D, G′)], D′ and G′ copies that made `extraUpdates` updates
 * with Adam at the trial's own rate, the other player standing still. Where L_G = −L_D it is the duality gap
 * (Grnarova et al. 2019, equation 1); near 0 neither has anywhere to go. The losses are the bare ones, on the first held-out real
 * samples and as many generated ones; the updates are those of the game, with its penalties and bounds, on training data.
 */
export function dualityGap(
  game: Game,
  state: GameState,
  step: number,
  { heldOut, rows }: { readonly heldOut: Batch; readonly rows: NamedTensorMap },
): Scalar {
  const optimizer = passingAdam(0.5, 0.999);
  const alone: Game = {
    ...playedLonger(game),
    seed: gapSeed,
    optimizerD: optimizer,
    optimizerG: optimizer,
    rateShare: () => 1,
    freezeDUntil: 0,
    penaltyEvery: 1,
    averageDecay: 0,
  };
  const { average: _, ...rest } = state;
  // A player that its controller holds back could still gain.
  const { trainD: _d, trainG: _g, rateD: _rd, rateG: _rg, ...control } = state.control;
  const kept = { ...rest, control };
  const reals = realsFrom(alone, step, rows);
  const betterD = moveD(alone, { ...kept, d: fresh(state.d, optimizer) }, step, reals.d).state;
  const betterG = moveG(alone, { ...kept, g: fresh(state.g, optimizer) }, step, reals.g).state;
  const real = firstOf(heldOut, compared);
  const latent = drawLatent(game, real.samples.shape[0], { seed: gapSeed, purpose: 'z-for-gap', step });
  const fake = madeOf(game, state.g, latent);
  const [onReal, onFake] = answersTo(game, state, [real, fake]) as [Tensor2D, Tensor2D];
  const afterD = { ...state, d: betterD.d, spectral: betterD.spectral };
  const [betterOnReal, betterOnFake] = answersTo(game, afterD, [real, fake]) as [Tensor2D, Tensor2D];
  const [onBetterFake] = answersTo(game, state, [madeOf(game, betterG.g, latent)]) as [Tensor2D];
  const { loss } = game;
  const carried = loss.carried && state.carried[loss.carried.name];
  return add(
    sub(loss.d(onReal, onFake, carried), loss.d(betterOnReal, betterOnFake, carried)),
    sub(loss.g(onFake, onReal), loss.g(onBetterFake, onReal)),
  ) as Scalar;
}

/** What its updates take of a data set: the rows of the next ones of the training. Points are drawn, by its own draws. */
export function rowsOfGap(game: Game, state: GameState): NamedTensorMap {
  return rowsOfSteps(playedLonger(game), [state]);
}

function playedLonger(game: Game): Game {
  return { ...game, dSteps: extraUpdates, gSteps: extraUpdates, stepsAlone: true };
}

/** A copy that remembers no earlier update. */
function fresh(player: PlayerState, { vectors }: Optimizer): PlayerState {
  const zeros = vectors.map((name) => [name, zerosLike(player.weights)]);
  return { ...player, slots: { vectors: Object.fromEntries(zeros), updates: 0 } };
}

function madeOf(game: Game, g: PlayerState, { z, labels }: Latent): Batch {
  return { samples: game.g.apply(g.weights, z, usingPass(g, labels)), ...(labels !== undefined && { labels }) };
}

/** D's answers to each batch, all in one pass. */
function answersTo(game: Game, state: GameState, batches: readonly [Batch, ...Batch[]]): Tensor2D[] {
  const parts = batches.map((batch) => ({ ...batch, samples: wholePacks(batch.samples, game.pack) }));
  const all = together(parts as [Batch, ...Batch[]]);
  const outputs = outputOfD(game, state, state.d.weights, all.samples, usingPass(state.d, all.labels));
  return split(outputs, batches.length) as Tensor2D[];
}
