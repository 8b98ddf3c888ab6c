import { SeesawError } from '@seesaw/shared/errors';
import { type Scalar, scalar, type Tensor1D, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { firstNumbers, holdsBack } from '../game/control.ts';
import type { Game } from '../game/game.ts';
import type { GeneratorState } from '../game/generate.ts';
import type { GameState, PlayerState } from '../game/playerState.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { type Network, weightCount } from '../players/network.ts';
import type { Running } from '../players/pass.ts';
import { kernelsOf } from '../regularisers/spectralNorm.ts';
import type { PlainTensor, PlainTensors } from './safetensors.ts';

/**
 * Everything that training changes, under one name per layer so that other tools can read it: `step`,
 * `d.dense0.kernel`, `d.adam.m.dense0.kernel`, `d.adam.v.…`, `d.adam.updates`, the same for `g`; and where the game has
 * them `d.running.…` (statistics of batches), `g.average.…` (G's averaged weights), `d.spectral.…`, `carried.…`,
 * `controller.…` and, where it can skip updates, `d.adam.made`. Waits for the device.
 */
export function saveGame(game: Game, state: GameState, step: number): PlainTensors {
  const tensors: Record<string, PlainTensor> = {
    step: int(step),
    ...savePlayer('d', game.d, game.optimizerD, state.d),
    ...savePlayer('g', game.g, game.optimizerG, state.g),
    ...(state.average === undefined ? {} : saveFlat('g.average', game.g, state.average)),
  };
  for (const [name, value] of Object.entries(state.carried)) tensors[`carried.${name}`] = number(value);
  for (const [name, value] of Object.entries(state.control)) tensors[`controller.${name}`] = number(value);
  for (const [name, u] of Object.entries(state.spectral)) {
    tensors[`d.spectral.${name}`] = { dtype: 'float32', shape: [u.shape[1]], data: u.dataSync() as Float32Array };
  }
  return Object.fromEntries(Object.entries(tensors).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The exact inverse. Throws `checkpoint-corrupt` where a tensor is missing or has another shape. */
export function restoreGame(game: Game, tensors: PlainTensors): { state: GameState; step: number } {
  const step = wanted(tensors, 'step', [1]).data[0]!;
  const spectral = !game.spectralNorm
    ? []
    : kernelsOf(game.d).map(({ name, shape }) => {
        const out = shape.at(-1)!;
        return [name, tensor2d(wanted(tensors, `d.spectral.${name}`, [out]).data, [1, out])];
      });
  return {
    step,
    state: {
      d: restorePlayer('d', game.d, game.optimizerD, tensors, holdsBack(game.controller, 'D')),
      g: restorePlayer('g', game.g, game.optimizerG, tensors, holdsBack(game.controller, 'G')),
      ...(game.averageDecay > 0 && { average: restoreFlat('g.average', game.g, tensors) }),
      carried: restoreNumbers(
        'carried',
        game.carried.map(({ name }) => name),
        tensors,
      ),
      control: restoreNumbers('controller', Object.keys(firstNumbers(game.controller)), tensors),
      spectral: Object.fromEntries(spectral),
    },
  };
}

/** Of a checkpoint only what G is shown with: its averaged weights where it keeps them, and its running statistics. */
export function restoreGenerator(g: Network, tensors: PlainTensors): GeneratorState {
  const averaged = `g.average.${g.slices[0]?.name}` in tensors;
  return {
    g: { weights: restoreFlat(averaged ? 'g.average' : 'g', g, tensors), running: restoreRunning('g', g, tensors) },
  };
}

function savePlayer(
  player: string,
  network: Network,
  optimizer: Optimizer,
  { weights, slots, running }: PlayerState,
): Record<string, PlainTensor> {
  const prefix = `${player}.${optimizer.name}`;
  const saved: Record<string, PlainTensor> = {
    [`${prefix}.updates`]: int(slots.updates),
    ...saveFlat(player, network, weights),
  };
  if (slots.made !== undefined) saved[`${prefix}.made`] = number(slots.made);
  for (const name of optimizer.vectors) {
    Object.assign(saved, saveFlat(`${prefix}.${name}`, network, slots.vectors[name]!));
  }
  for (const [name, value] of Object.entries(running)) {
    saved[`${player}.running.${name}`] = {
      dtype: 'float32',
      shape: value.shape,
      data: value.dataSync() as Float32Array,
    };
  }
  return saved;
}

function restorePlayer(
  player: string,
  network: Network,
  optimizer: Optimizer,
  tensors: PlainTensors,
  counted: boolean,
): PlayerState {
  const prefix = `${player}.${optimizer.name}`;
  const weights = restoreFlat(player, network, tensors);
  const vectors = optimizer.vectors.map((name) => [name, restoreFlat(`${prefix}.${name}`, network, tensors)]);
  return {
    weights,
    slots: {
      vectors: Object.fromEntries(vectors),
      updates: wanted(tensors, `${prefix}.updates`, [1]).data[0]!,
      ...(counted && restoreNumbers(prefix, ['made'], tensors)),
    },
    running: restoreRunning(player, network, tensors),
  };
}

function restoreRunning(player: string, { statistics }: Network, tensors: PlainTensors): Running {
  const running = statistics.map(({ name, size }) => [
    name,
    tensor1d(wanted(tensors, `${player}.running.${name}`, [size]).data),
  ]);
  return Object.fromEntries(running);
}

function saveFlat(prefix: string, { slices }: Network, flat: Tensor1D): Record<string, PlainTensor> {
  const values = flat.dataSync() as Float32Array;
  const saved: Record<string, PlainTensor> = {};
  let offset = 0;
  for (const { name, shape, size } of slices) {
    saved[`${prefix}.${name}`] = { dtype: 'float32', shape, data: values.slice(offset, offset + size) };
    offset += size;
  }
  return saved;
}

function restoreFlat(prefix: string, network: Network, tensors: PlainTensors): Tensor1D {
  const values = new Float32Array(weightCount(network));
  let offset = 0;
  for (const { name, shape, size } of network.slices) {
    values.set(wanted(tensors, `${prefix}.${name}`, shape).data, offset);
    offset += size;
  }
  return tensor1d(values);
}

function restoreNumbers(prefix: string, names: readonly string[], tensors: PlainTensors): Record<string, Scalar> {
  return Object.fromEntries(names.map((name) => [name, scalar(wanted(tensors, `${prefix}.${name}`, [1]).data[0]!)]));
}

function number(value: Scalar): PlainTensor {
  return { dtype: 'float32', shape: [1], data: value.dataSync() as Float32Array };
}

function int(value: number): PlainTensor {
  return { dtype: 'int32', shape: [1], data: Int32Array.of(value) };
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
