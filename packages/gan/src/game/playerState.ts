import { type Tensor, type Tensor1D, tensor1d } from '@tensorflow/tfjs-core';
import type { AdamSlots } from '../optimizers/adam.ts';

/** What training changes of one player. Weights and moments are flat vectors of the same length. */
export interface PlayerState {
  readonly weights: Tensor1D;
  readonly slots: AdamSlots;
}

export interface GameState {
  readonly g: PlayerState;
  readonly d: PlayerState;
}

export function freshPlayer(weights: Float32Array): PlayerState {
  return {
    weights: tensor1d(weights),
    slots: {
      m: tensor1d(new Float32Array(weights.length)),
      v: tensor1d(new Float32Array(weights.length)),
      updates: 0,
    },
  };
}

export function tensorsOf(player: PlayerState): Tensor[] {
  return [player.weights, player.slots.m, player.slots.v];
}
