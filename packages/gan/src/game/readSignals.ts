import {
  concat,
  type NamedTensorMap,
  reshape,
  type Scalar,
  square,
  stack,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { Batch } from '../data/batch.ts';
import type { Game } from './game.ts';
import { inWholePacks } from './inWholePacks.ts';
import { judge } from './judge.ts';
import { drawLatent, type Latent } from './latent.ts';
import { batchesNamed, namedBatches } from './namedBatches.ts';
import { usingPass } from './passes.ts';
import type { GameState, PlayerState } from './playerState.ts';
import { readValues } from './readValues.ts';
import { shownNumbers } from './shownNumbers.ts';
import type { LastStep } from './stepPlayer.ts';
import type { Look, Watcher } from './watcher.ts';

/** Real samples that D is asked about. */
export interface Watched {
  readonly heldOut: Batch;
  /** Absent of points: D never meets one twice, so to it those of training are like the held-out ones. */
  readonly trainedOn?: Batch;
}

interface Seen {
  readonly seen: NamedTensorMap;
}

/** What `signals` has seen, or what it needs to see something. */
export type Unseen =
  | Seen
  | {
      readonly watcher: Watcher;
      readonly state: GameState;
      readonly step: number;
      /** Absent where no step was played, and where its traces are gone. */
      readonly last?: LastStep | undefined;
    };

/** What a report needs of the device. */
export interface Signals {
  /** Of the last step, where there was one: see `LastStep`. */
  readonly ofStep?: {
    /** ‖∇L‖ of D and of G. */
    readonly gradientNorms: readonly [number, number];
    /** ‖weights after it − weights before it‖ / ‖weights after it‖ of D and of G. */
    readonly updateRatios: readonly [number, number];
  };
  /** In the order of `shownNumbers`. */
  readonly shown: Float32Array;
  /** D's answers to the held-out real samples, [n / pack]. */
  readonly onReal: Float32Array;
  /** D's answers to freshly generated ones, `generated` of them at most and no more than real ones, [m / pack]. */
  readonly onFake: Float32Array;
  /** D's answers to the real samples that it learns from, [n / pack], where there are such. */
  readonly onTrainedOn?: Float32Array;
}

/** Fewer than held-out real samples, which are always the same: chance in these is another one at the next report. */
const generated = 128;

/** Of both gradients; then for D and for G how far its weights went, and of its weights. */
const lengthsOfStep = 6;

/** All signals of a step, in few operations, which on a small game cost as much as their arithmetic. Waits for the device; changes nothing. */
export function readSignals(
  { game, watched }: { readonly game: Game; readonly watched: Watched },
  unseen: Unseen,
): Signals {
  const all = 'seen' in unseen ? (unseen.seen.signals!.dataSync() as Float32Array) : look(watched, unseen);
  const packs = (samples: number) => Math.floor(samples / game.pack);
  const real = packs(watched.heldOut.samples.shape[0]);
  const both = real + packs(generatedBeside(watched.heldOut));
  const answers = both + (watched.trainedOn ? packs(watched.trainedOn.samples.shape[0]) : 0);
  const isOfStep = 'seen' in unseen || unseen.last !== undefined;
  const shownFrom = answers + (isOfStep ? lengthsOfStep : 0);
  return {
    ...(isOfStep && { ofStep: ofStep(Array.from(all.subarray(answers, shownFrom), rootAsOnDevice)) }),
    shown: all.subarray(shownFrom),
    onReal: all.subarray(0, real),
    onFake: all.subarray(real, both),
    ...(watched.trainedOn && { onTrainedOn: all.subarray(both, answers) }),
  };
}

function look(watched: Watched, { watcher, state, step, last }: Exclude<Unseen, Seen>): Float32Array {
  return readValues(() => watcher.take(signals, state, step, givenToSignals(watched, last)).signals!);
}

function ofStep(lengths: readonly number[]): Required<Signals>['ofStep'] {
  const at = (place: number) => lengths[place]!;
  const ratio = (moved: number, whole: number) => (moved === 0 ? 0 : moved / whole);
  return { gradientNorms: [at(0), at(1)], updateRatios: [ratio(at(2), at(3)), ratio(at(4), at(5))] };
}

/** What a report is made of, in one row: D's answers, squared lengths of the last step, and the numbers that are shown. */
export const signals: Look = {
  name: 'signals',
  // z and labels.
  asks: { keys: 2, numbers: 0 },
  run(game, state, step, { dGradient, gGradient, dBefore, gBefore, ...batches }) {
    const [heldOut, trainedOn] = [batchesNamed(batches, 'heldOut')[0]!, batchesNamed(batches, 'trainedOn')[0]];
    const fake = drawLatent(game, generatedBeside(heldOut), { seed: game.seed, purpose: 'z-for-log', step });
    const moved = ({ weights }: PlayerState, before: Tensor) => [sub(weights, before), weights];
    const lengths =
      dGradient === undefined
        ? []
        : [dGradient, gGradient!, ...moved(state.d, dBefore!), ...moved(state.g, gBefore!)].map(squaredLength);
    const numbers = [...lengths, ...Object.values(shownNumbers(state))];
    const answers = judgeAll(game, state, fake, { heldOut, ...(trainedOn && { trainedOn }) });
    return { signals: concat([reshape(answers, [-1]), ...(numbers.length > 0 ? [stack(numbers)] : [])]) };
  },
};

export function givenToSignals({ heldOut, trainedOn }: Watched, last: LastStep | undefined): NamedTensorMap {
  return { ...namedBatches({ heldOut: [heldOut], ...(trainedOn && { trainedOn: [trainedOn] }) }), ...last };
}

function generatedBeside({ samples }: Batch): number {
  return Math.min(generated, samples.shape[0]);
}

/** D's answers on held-out real samples, on generated ones, and on those that it learns from: one pass over all, in whole packs of each. */
function judgeAll(game: Game, state: GameState, { z, labels }: Latent, { heldOut, trainedOn }: Watched): Tensor2D {
  const fake: Batch = {
    samples: game.g.apply(state.g.weights, z, usingPass(state.g, labels)),
    ...(labels !== undefined && { labels }),
  };
  return judge(game, state, inWholePacks([heldOut, fake, ...(trainedOn === undefined ? [] : [trainedOn])], game.pack));
}

function squaredLength(vector: Tensor): Scalar {
  return sum(square(vector));
}

/** The 64-bit root of a 32-bit number has its 32-bit root for nearest. */
function rootAsOnDevice(squared: number): number {
  return Math.fround(Math.sqrt(squared));
}
