import { add, type NamedTensorMap, type Scalar, split, sub, type Tensor2D, zerosLike } from '@tensorflow/tfjs-core';
import { type Batch, firstOf } from '../data/batch.ts';
import type { Game } from '../game/game.ts';
import { inWholePacks } from '../game/inWholePacks.ts';
import { outputOfD } from '../game/judge.ts';
import { drawLatent, type Latent } from '../game/latent.ts';
import { mapTensors, tensorsByPath } from '../game/mapTensors.ts';
import { moveD, moveG } from '../game/movePlayers.ts';
import { usingPass } from '../game/passes.ts';
import { type GameState, type PlayerState, standing } from '../game/playerState.ts';
import { realsFrom, rowsOfSteps } from '../game/realBatches.ts';
import type { Look, Watcher } from '../game/watcher.ts';
import { passingAdam } from '../optimizers/adam.ts';

/** How many updates a copy of each player gets while the other stands still. */
const extraUpdates = 2;

/** Held-out samples, and generated ones, that losses are compared on: the same before and after, so chance in them is little of a difference. */
const compared = 128;

/** Of the gap's draws: those of the training stay what they are. */
const gapSeed = 0xd0a1;

/** The players, and a copy of each that was moved on against the other as it stands. */
export interface Apart {
  readonly standing: GameState;
  readonly copies: Copies;
}

interface Copies extends Pick<GameState, 'd' | 'g' | 'carried' | 'spectral'> {}

/**
 * Moves copies of both players on: `extraUpdates` updates with Adam at the trial's own rate, those of the game with its penalties
 * and bounds, on training data.
 */
export function movedApart(game: Game, watcher: Watcher, state: GameState, step: number): Apart {
  const opponents = unrestrained(state);
  let copies: Copies = {
    d: fresh(state.d),
    g: fresh(state.g),
    carried: opponents.carried,
    spectral: opponents.spectral,
  };
  for (let update = 0; update < extraUpdates; update += 1) {
    const rows = rowsOfUpdate(game, state, update);
    const moved = watcher.take(oneUpdate, { standing: opponents, copies }, step * extraUpdates + update, rows);
    copies = mapTensors(copies, (_, path) => moved[path]!, 'copies');
  }
  return { standing: opponents, copies: standing(copies) };
}

/**
 * What each player could still gain alone: [L_D(D, G) − L_D(D′, G)] + [L_G(D, G) − L_G(D, G′)], D′ and G′ the copies. Where
 * L_G = −L_D it is the duality gap (Grnarova et al. 2019, equation 1); near 0 neither has anywhere to go. The losses are the bare
 * ones, on the first held-out real samples and as many generated ones, of `latentOfGap`.
 */
export function dualityGap(game: Game, { standing, copies }: Apart, latent: Latent, heldOut: Batch): Scalar {
  const real = firstOf(heldOut, compared);
  const fake = madeOf(game, standing.g, latent);
  const betterFake = madeOf(game, copies.g, latent);
  const [onReal, onFake, onBetterFake] = answersTo(game, standing, [real, fake, betterFake]) as Answers;
  const afterD = { ...standing, d: copies.d, spectral: copies.spectral };
  const [betterOnReal, betterOnFake] = answersTo(game, afterD, [real, fake]) as Answers;
  const { loss } = game;
  const carried = loss.carried && standing.carried[loss.carried.name];
  return add(
    sub(loss.d(onReal, onFake, carried), loss.d(betterOnReal, betterOnFake, carried)),
    sub(loss.g(onFake, onReal), loss.g(onBetterFake, onReal)),
  ) as Scalar;
}

/** What G′ is compared with G on; a function of the step. */
export function latentOfGap(game: Game, step: number, heldOut: Batch): Latent {
  const count = Math.min(compared, heldOut.samples.shape[0]);
  return drawLatent(game, count, { seed: gapSeed, purpose: 'z-for-gap', step });
}

/** One of the extra updates of both. It is taken at a step of its own, so that one program serves all of them. */
const oneUpdate: Look<Apart> = {
  name: 'gapUpdates',
  // Dropout draws for every layer of every pass: the most that was found is 124 keys and 18 numbers. More cost hardly anything.
  asks: { keys: 512, numbers: 128 },
  rules: (game) => ({
    ...game,
    seed: gapSeed,
    dSteps: 1,
    gSteps: 1,
    updatesBefore: (at) => at % extraUpdates,
    noise: (at) => game.noise(Math.floor(at / extraUpdates)),
    rateShare: () => 1,
    freezeDUntil: 0,
    penaltyEvery: 1,
  }),
  run(game, { standing: { average: _, ...standing }, copies }, at, rows) {
    const optimizer = passingAdam(0.5, 0.999);
    const rules: Game = { ...game, optimizerD: optimizer, optimizerG: optimizer };
    const reals = realsFrom(rules, at, rows);
    const { d, carried, spectral } = moveD(rules, { ...standing, ...copies, g: standing.g }, at, reals.d).state;
    const { g } = moveG(rules, { ...standing, g: copies.g }, at, reals.g).state;
    const moved: Copies = { d, g, carried, spectral };
    return tensorsByPath(moved, 'copies');
  },
};

/** What an update takes of a data set: the rows of the next ones of the training. Points are drawn, by its own draws. */
function rowsOfUpdate(game: Game, state: GameState, update: number): NamedTensorMap {
  const { d } = state;
  const later = { ...d, slots: { ...d.slots, updates: d.slots.updates + update } };
  return rowsOfSteps({ ...game, dSteps: 1, gSteps: 1 }, [{ ...state, d: later }]);
}

/** A player that its controller holds back could still gain. */
function unrestrained({ control, ...state }: GameState): GameState {
  const { trainD: _d, trainG: _g, rateD: _rd, rateG: _rg, ...numbers } = control;
  return { ...state, control: numbers };
}

/** A copy that remembers no earlier update. */
function fresh(player: PlayerState): PlayerState {
  const { weights } = player;
  return { ...player, slots: { vectors: { m: zerosLike(weights), v: zerosLike(weights) }, updates: 0 } };
}

function madeOf(game: Game, g: PlayerState, { z, labels }: Latent): Batch {
  return { samples: game.g.apply(g.weights, z, usingPass(g, labels)), ...(labels !== undefined && { labels }) };
}

type Answers = [Tensor2D, Tensor2D, Tensor2D];

/** D's answers to each batch, all in one pass. */
function answersTo(game: Game, state: GameState, batches: readonly [Batch, ...Batch[]]): Tensor2D[] {
  const all = inWholePacks(batches, game.pack);
  const outputs = outputOfD(game, state, state.d.weights, all.samples, usingPass(state.d, all.labels));
  return split(outputs, batches.length) as Tensor2D[];
}
