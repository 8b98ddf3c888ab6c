import { SeesawError } from '@seesaw/shared/errors';
import { tensor1d } from '@tensorflow/tfjs-core';
import type { Game } from '../game/game.ts';
import type { GameState, PlayerState } from '../game/playerState.ts';
import { type Mlp, weightSlices } from '../players/mlp.ts';
import type { PlainTensor, PlainTensors } from './safetensors.ts';

/**
 * Everything that training changes, under one name per layer so that other tools can read it: `step`,
 * `d.dense0.kernel`, `d.adam.m.dense0.kernel`, `d.adam.v.…`, `d.adam.updates`, the same for `g`. Waits for the device.
 */
export function saveGame(game: Game, state: GameState, step: number): PlainTensors {
  const tensors: Record<string, PlainTensor> = {
    step: { dtype: 'int32', shape: [1], data: Int32Array.of(step) },
    ...savePlayer('d', game.d, state.d),
    ...savePlayer('g', game.g, state.g),
  };
  return Object.fromEntries(Object.entries(tensors).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The exact inverse. Throws `checkpoint-corrupt` where a tensor is missing or has another shape. */
export function restoreGame(game: Game, tensors: PlainTensors): { state: GameState; step: number } {
  return {
    state: { d: restorePlayer('d', game.d, tensors), g: restorePlayer('g', game.g, tensors) },
    step: wanted(tensors, 'step', [1]).data[0]!,
  };
}

function savePlayer(name: string, mlp: Mlp, player: PlayerState): Record<string, PlainTensor> {
  const saved: Record<string, PlainTensor> = {
    [`${name}.adam.updates`]: { dtype: 'int32', shape: [1], data: Int32Array.of(player.slots.updates) },
  };
  for (const [prefix, flat] of flatVectors(name, player)) {
    const values = flat.dataSync() as Float32Array;
    let offset = 0;
    for (const slice of weightSlices(mlp)) {
      saved[`${prefix}.${slice.name}`] = {
        dtype: 'float32',
        shape: slice.shape,
        data: values.slice(offset, offset + slice.size),
      };
      offset += slice.size;
    }
  }
  return saved;
}

function flatVectors(name: string, player: PlayerState) {
  return [
    [name, player.weights],
    [`${name}.adam.m`, player.slots.m],
    [`${name}.adam.v`, player.slots.v],
  ] as const;
}

function restorePlayer(name: string, mlp: Mlp, tensors: PlainTensors): PlayerState {
  const flat = (prefix: string) => {
    const slices = weightSlices(mlp);
    const values = new Float32Array(slices.reduce((sum, slice) => sum + slice.size, 0));
    let offset = 0;
    for (const slice of slices) {
      values.set(wanted(tensors, `${prefix}.${slice.name}`, slice.shape).data, offset);
      offset += slice.size;
    }
    return tensor1d(values);
  };
  return {
    weights: flat(name),
    slots: {
      m: flat(`${name}.adam.m`),
      v: flat(`${name}.adam.v`),
      updates: wanted(tensors, `${name}.adam.updates`, [1]).data[0]!,
    },
  };
}

function wanted(tensors: PlainTensors, name: string, shape: readonly number[]): PlainTensor {
  const tensor = tensors[name];
  if (tensor === undefined) throw new SeesawError('checkpoint-corrupt', `The checkpoint has no tensor ${name}.`);
  if (tensor.shape.join() !== shape.join()) {
    throw new SeesawError(
      'checkpoint-corrupt',
      `Tensor ${name} of the checkpoint has shape [${tensor.shape.join(', ')}], but this configuration needs [${shape.join(', ')}].`,
    );
  }
  return tensor;
}
