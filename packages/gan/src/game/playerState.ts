import { type Scalar, scalar, type Tensor, type Tensor1D, tensor1d } from '@tensorflow/tfjs-core';
import type { Control } from '../controllers/controller.ts';
import type { Optimizer, Slots } from '../optimizers/optimizer.ts';
import { initialWeights, type Network } from '../players/network.ts';
import type { Running } from '../players/pass.ts';
import type { Purpose } from '../random/purposes.ts';
import { firstSpectralVectors, type SpectralVectors } from '../regularisers/spectralNorm.ts';
import { firstNumbers, holdsBack } from './control.ts';
import type { Game } from './game.ts';
import { firstRunning } from './runningStatistics.ts';

/** What an optimizer moves: weights and its own vectors, flat and of the same length. */
export interface Trained {
  readonly weights: Tensor1D;
  readonly slots: Slots;
}

/** What training changes of one player. */
export interface PlayerState extends Trained {
  /** Statistics that its network keeps of batches, by name; empty for most. */
  readonly running: Running;
}

/** Everything that training changes. */
export interface GameState {
  readonly g: PlayerState;
  readonly d: PlayerState;
  /** G's weights averaged over steps, where the game has `averageDecay`. */
  readonly average?: Tensor1D;
  /** By the names of `game.carried`. */
  readonly carried: Readonly<Record<string, Scalar>>;
  /** Empty without a controller. */
  readonly control: Control;
  /** Empty without spectral normalisation. */
  readonly spectral: SpectralVectors;
}

/** Before the first step, a function of the seed. */
export function freshState(game: Game): GameState {
  const { random, seed } = game;
  const player = (network: Network, purpose: Purpose, optimizer: Optimizer, counted: boolean): PlayerState => {
    const { weights, slots } = untrained(initialWeights(network, random, seed, purpose), optimizer);
    return { weights, slots: { ...slots, ...(counted && { made: scalar(0) }) }, running: firstRunning(network) };
  };
  const d = player(game.d, 'weights-d', game.optimizerD, holdsBack(game.controller, 'D'));
  const g = player(game.g, 'weights-g', game.optimizerG, holdsBack(game.controller, 'G'));
  return {
    d,
    g,
    ...(game.averageDecay > 0 && { average: g.weights.clone() }),
    carried: Object.fromEntries(game.carried.map(({ name, first }) => [name, scalar(first)])),
    control: Object.fromEntries(
      Object.entries(firstNumbers(game.controller)).map(([name, first]) => [name, scalar(first)]),
    ),
    spectral: game.spectralNorm ? firstSpectralVectors(game.d, d.weights, random, seed) : {},
  };
}

export function untrained(weights: Float32Array, { vectors }: Optimizer): Trained {
  const zeros = vectors.map((name) => [name, tensor1d(new Float32Array(weights.length))]);
  return { weights: tensor1d(weights), slots: { vectors: Object.fromEntries(zeros), updates: 0 } };
}

/** What plays: without what optimizers keep. Looking at players needs no more, and that is most of a state. */
export function standing<Players extends Pick<GameState, 'd' | 'g'>>(players: Players): Players {
  const still = ({ slots, ...player }: PlayerState): PlayerState => ({
    ...player,
    slots: { vectors: {}, updates: slots.updates },
  });
  return { ...players, d: still(players.d), g: still(players.g) };
}

export function tensorsOfState(state: GameState): Tensor[] {
  return [
    ...tensorsOf(state.d),
    ...tensorsOf(state.g),
    ...Object.values(state.d.running),
    ...Object.values(state.g.running),
    ...(state.average === undefined ? [] : [state.average]),
    ...Object.values(state.carried),
    ...Object.values(state.control),
    ...Object.values(state.spectral),
  ];
}

export function tensorsOf({ weights, slots }: Trained): Tensor[] {
  return [weights, ...Object.values(slots.vectors), ...(slots.made === undefined ? [] : [slots.made])];
}
