import {
  type NamedTensorMap,
  type Scalar,
  square,
  stack,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
} from '@tensorflow/tfjs-core';
import type { Batch } from '../data/batch.ts';
import type { Game } from './game.ts';
import { inWholePacks } from './inWholePacks.ts';
import { judge } from './judge.ts';
import { drawLatent, type Latent } from './latent.ts';
import { batchesNamed, namedBatches } from './namedBatches.ts';
import { usingPass } from './passes.ts';
import type { GameState } from './playerState.ts';
import { readEach, readValues } from './readValues.ts';
import type { LastStep } from './stepPlayer.ts';
import type { Look, Watcher } from './watcher.ts';

/** Real samples that D is asked about. */
export interface Watched {
  readonly heldOut: Batch;
  /** Absent of points: D never meets one twice, so to it those of training are like the held-out ones. */
  readonly trainedOn?: Batch;
}

/** What the last steps left on the device. */
export interface Unread {
  /** Numbers, or rows of them. */
  readonly losses: readonly (Scalar | Tensor1D)[];
  readonly others: readonly Scalar[];
  /** Of the last step, by player. */
  readonly gradients: readonly Tensor1D[];
  /** Weights of a player before and after the last step. */
  readonly moves: readonly { readonly from: Tensor1D; readonly to: Tensor1D }[];
  readonly seen?: NamedTensorMap | undefined;
}

/** What a report needs of the device. */
export interface Signals {
  /** As given, in one row. */
  readonly losses: Float32Array;
  /** As given. */
  readonly others: Float32Array;
  /** Euclidean norms, in the order of the gradients. */
  readonly gradientNorms: readonly number[];
  /** ‖to − from‖ / ‖to‖, in the order of the moves. */
  readonly updateRatios: readonly number[];
  /** D's answers to the held-out real samples, [n / pack]. */
  readonly onReal: Float32Array;
  /** D's answers to freshly generated ones, `generated` of them at most and no more than real ones, [m / pack]. */
  readonly onFake: Float32Array;
  /** D's answers to the real samples that it learns from, [n / pack], where there are such. */
  readonly onTrainedOn?: Float32Array;
}

/** Fewer than held-out real samples, which are always the same: chance in these is another one at the next report. */
const generated = 128;

/**
 * All signals of a step, in few operations, which on a small game cost as much as their arithmetic. Waits for the device; changes
 * nothing.
 * @param unread what the step left; `seen` is what `signals` sees there, where a player has taken it
 */
export function readSignals(
  { game, watcher, watched }: { readonly game: Game; readonly watcher: Watcher; readonly watched: Watched },
  state: GameState,
  step: number,
  { losses, others, seen, ...left }: Unread,
): Signals {
  const { gradients, moves } = left;
  const [outputs, lengthsSquared] = (
    seen === undefined
      ? readEach(() => answersAndLengths(watcher.take(signals, state, step, givenToSignals(watched, left))))
      : answersAndLengths(seen).map((tensor) => tensor.dataSync())
  ) as [Float32Array, Float32Array];
  const lengths = Array.from(lengthsSquared, rootAsOnDevice);
  const packs = (samples: number) => Math.floor(samples / game.pack);
  const real = packs(watched.heldOut.samples.shape[0]);
  const both = real + packs(generatedBeside(watched.heldOut));
  return {
    losses: valuesOf(losses),
    others: valuesOf(others),
    gradientNorms: lengths.slice(0, gradients.length),
    updateRatios: moves.map((_, i) => {
      const [moved, whole] = lengths.slice(gradients.length + 2 * i) as [number, number];
      return moved === 0 ? 0 : moved / whole;
    }),
    onReal: outputs.subarray(0, real),
    onFake: outputs.subarray(real, both),
    ...(watched.trainedOn && { onTrainedOn: outputs.subarray(both) }),
  };
}

/** What a report is made of. */
export const signals: Look = {
  name: 'signals',
  // z and labels.
  asks: { keys: 2, numbers: 0 },
  run(game, state, step, given) {
    const [heldOut, trainedOn] = [batchesNamed(given, 'heldOut')[0]!, batchesNamed(given, 'trainedOn')[0]];
    const fake = drawLatent(game, generatedBeside(heldOut), { seed: game.seed, purpose: 'z-for-log', step });
    const to = tensorsNamed(given, 'to');
    const moves = tensorsNamed(given, 'from').flatMap((from, index) => [sub(to[index]!, from), to[index]!]);
    const lengths = [...tensorsNamed(given, 'gradient'), ...moves].map(squaredLength);
    return {
      answers: judgeAll(game, state, fake, { heldOut, ...(trainedOn && { trainedOn }) }),
      lengths: lengths.length === 0 ? tensor1d([]) : stack(lengths),
    };
  },
};

/** What a report says of a step, by what it left and what stands after it. */
export function leftBy(
  { dGradient, gGradient, dBefore, gBefore }: LastStep,
  { d, g }: GameState,
): Pick<Unread, 'gradients' | 'moves'> {
  return {
    gradients: [dGradient, gGradient],
    moves: [
      { from: dBefore, to: d.weights },
      { from: gBefore, to: g.weights },
    ],
  };
}

export function givenToSignals(
  { heldOut, trainedOn }: Watched,
  { gradients, moves }: Pick<Unread, 'gradients' | 'moves'>,
): NamedTensorMap {
  const [from, to] = [moves.map((move) => move.from), moves.map((move) => move.to)];
  return {
    ...namedBatches({ heldOut: [heldOut], ...(trainedOn && { trainedOn: [trainedOn] }) }),
    ...named('gradient', gradients),
    ...named('from', from),
    ...named('to', to),
  };
}

function answersAndLengths({ answers, lengths }: NamedTensorMap): Tensor[] {
  return [answers!, lengths!];
}

function generatedBeside({ samples }: Batch): number {
  return Math.min(generated, samples.shape[0]);
}

function named(name: string, tensors: readonly Tensor[]): NamedTensorMap {
  return Object.fromEntries(tensors.map((tensor, index) => [`${name}${index}`, tensor]));
}

function tensorsNamed(given: NamedTensorMap, name: string): Tensor[] {
  const found: Tensor[] = [];
  for (let one = given[`${name}0`]; one !== undefined; one = given[`${name}${found.length}`]) found.push(one);
  return found;
}

/** D's answers on held-out real samples, on generated ones, and on those that it learns from: one pass over all, in whole packs of each. */
function judgeAll(game: Game, state: GameState, { z, labels }: Latent, { heldOut, trainedOn }: Watched): Tensor2D {
  const fake: Batch = {
    samples: game.g.apply(state.g.weights, z, usingPass(state.g, labels)),
    ...(labels !== undefined && { labels }),
  };
  return judge(game, state, inWholePacks([heldOut, fake, ...(trainedOn === undefined ? [] : [trainedOn])], game.pack));
}

/** All in one row. Single numbers are read together: each read costs as much as an operation. */
function valuesOf(numbers: readonly (Scalar | Tensor1D)[]): Float32Array {
  if (numbers.length === 0) return new Float32Array();
  if (numbers.every(({ rank }) => rank === 0)) return readValues(() => stack([...numbers]));
  return Float32Array.from(numbers.flatMap((row) => Array.from(row.dataSync())));
}

function squaredLength(vector: Tensor): Scalar {
  return sum(square(vector));
}

/** The 64-bit root of a 32-bit number has its 32-bit root for nearest. */
function rootAsOnDevice(squared: number): number {
  return Math.fround(Math.sqrt(squared));
}
