import { type Scalar, square, stack, sum, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { type Batch, together } from '../data/batch.ts';
import { wholePacks } from '../players/packs.ts';
import type { Game } from './game.ts';
import { judge } from './judge.ts';
import { drawLatent } from './latent.ts';
import { usingPass } from './passes.ts';
import type { GameState } from './playerState.ts';
import { readEach } from './readValues.ts';

/** What the last steps left on the device. */
export interface Unread {
  readonly losses: readonly Scalar[];
  readonly gradients: readonly Tensor1D[];
  readonly others: readonly Scalar[];
}

/** What a report needs of the device. */
export interface Signals {
  /** As given. */
  readonly losses: Float32Array;
  /** Euclidean norms, in the order of the gradients. */
  readonly gradientNorms: readonly number[];
  /** As given. */
  readonly others: Float32Array;
  /** D's answers to the held-out real samples, [n / pack]. */
  readonly onReal: Float32Array;
  /** D's answers to as many freshly generated ones, [n / pack]. */
  readonly onFake: Float32Array;
}

/**
 * All signals of a step, asked for before the first is read, so that the CPU waits for the device once; in few operations, which
 * on a small game cost as much as their arithmetic. Changes nothing.
 *
 * @param heldOut real
 */
export function readSignals(
  game: Game,
  state: GameState,
  step: number,
  heldOut: Batch,
  { losses, gradients, others }: Unread,
): Signals {
  const [outputs, scalars = new Float32Array()] = readEach(() => {
    const squares = gradients.map((gradient) => sum(square(gradient)) as Scalar);
    const asked = [...losses, ...others, ...squares];
    return [judgeBoth(game, state, step, heldOut), ...(asked.length > 0 ? [stack(asked)] : [])];
  }) as [Float32Array, Float32Array?];
  const half = outputs.length / 2;
  const asGiven = losses.length + others.length;
  return {
    losses: scalars.subarray(0, losses.length),
    others: scalars.subarray(losses.length, asGiven),
    // Rounded as the device rounds: the 64-bit root of a 32-bit number has its 32-bit root for nearest.
    gradientNorms: Array.from(scalars.subarray(asGiven), (squared) => Math.fround(Math.sqrt(squared))),
    onReal: outputs.subarray(0, half),
    onFake: outputs.subarray(half),
  };
}

/** D's answers, first on the real samples, then on as many generated ones: one pass over both, in whole packs of each. */
function judgeBoth(game: Game, state: GameState, step: number, heldOut: Batch): Tensor2D {
  const count = heldOut.samples.shape[0];
  const { z, labels } = drawLatent(game, count, { seed: game.seed, purpose: 'z-for-log', step });
  const samples = game.g.apply(state.g.weights, z, usingPass(state.g, labels));
  const [real, fake] = [heldOut, { samples, ...(labels !== undefined && { labels }) }].map((batch) => ({
    ...batch,
    samples: wholePacks(batch.samples, game.pack),
  })) as [Batch, Batch];
  return judge(game, state, together([real, fake]));
}
