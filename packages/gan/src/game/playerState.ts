import { type Scalar, scalar, type Tensor, type Tensor1D, tensor1d } from '@tensorflow/tfjs-core';
import type { Optimizer, Slots } from '../optimizers/optimizer.ts';
import { initialWeights } from '../players/network.ts';
import { firstSpectralVectors, type SpectralVectors } from '../regularisers/spectralNorm.ts';
import type { Game } from './game.ts';

/** What training changes of one player. Weights and the optimizer's vectors are flat and of the same length. */
export interface PlayerState {
  readonly weights: Tensor1D;
  readonly slots: Slots;
}

/** Everything that training changes. */
export interface GameState {
  readonly g: PlayerState;
  readonly d: PlayerState;
  /** G's weights averaged over steps, where the game has `averageDecay`. */
  readonly average?: Tensor1D;
  /** By the names of `game.carried`. */
  readonly carried: Readonly<Record<string, Scalar>>;
  /** Empty without spectral normalisation. */
  readonly spectral: SpectralVectors;
}

/** Before the first step, a function of the seed. */
export function freshState(game: Game): GameState {
  const { random, seed } = game;
  const d = freshPlayer(initialWeights(game.d, random, seed, 'weights-d'), game.optimizerD);
  const g = freshPlayer(initialWeights(game.g, random, seed, 'weights-g'), game.optimizerG);
  return {
    d,
    g,
    ...(game.averageDecay > 0 && { average: g.weights.clone() }),
    carried: Object.fromEntries(game.carried.map(({ name, first }) => [name, scalar(first)])),
    spectral: game.spectralNorm ? firstSpectralVectors(game.d, d.weights, random, seed) : {},
  };
}

export function freshPlayer(weights: Float32Array, { vectors }: Optimizer): PlayerState {
  const zeros = vectors.map((name) => [name, tensor1d(new Float32Array(weights.length))]);
  return { weights: tensor1d(weights), slots: { vectors: Object.fromEntries(zeros), updates: 0 } };
}

export function tensorsOfState(state: GameState): Tensor[] {
  return [
    ...tensorsOf(state.d),
    ...tensorsOf(state.g),
    ...(state.average === undefined ? [] : [state.average]),
    ...Object.values(state.carried),
    ...Object.values(state.spectral),
  ];
}

export function tensorsOf({ weights, slots }: PlayerState): Tensor[] {
  return [weights, ...Object.values(slots.vectors)];
}
