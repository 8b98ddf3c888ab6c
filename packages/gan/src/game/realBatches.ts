import { gather, type NamedTensorMap, type Scalar, squeeze, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Batch } from '../data/batch.ts';
import { mixturePoints } from '../data/mixturePoints.ts';
import type { PointData } from '../data/trainingData.ts';
import { type Game, numberAt } from './game.ts';
import { batchesNamed, namedBatches } from './namedBatches.ts';
import type { GameState } from './playerState.ts';

/** Where a training's real samples come from. */
export type RealSource =
  /** Drawn within the step, like all else that is random: functions of (seed, step). */
  | { readonly kind: 'points'; readonly points: Pick<PointData, 'centres' | 'sigma'> }
  /**
   * Of a data set, in an order that the host keeps: batches number `updates` (0, 1, …), one behind the other,
   * `updates.length` · batch rows; functions of (seed, update). The caller disposes them.
   */
  | {
      readonly kind: 'rows';
      readonly rows: (updates: readonly number[], memory?: (numbers: number) => Int32Array) => Batch;
      /**
       * What rows mean, within the step: they go to the device in fewer bytes than a batch has.
       * @param told a number as a compiled step is fed it, for none that is built in
       */
      readonly batchOf: (rows: Batch, told: (number: number) => Scalar) => Batch;
      /** For who has all of the data beside the program; absent where they are too many to lie in memory twice. */
      readonly whole?: WholeData;
    };

export interface WholeData {
  /** All rows, as they go to the device; the caller's. */
  readonly data: () => Tensor2D;
  /** Batches as `rows` gives them, but instead of samples where they lie in the data, int32 [rows, 1]. */
  readonly places: (updates: readonly number[]) => Batch;
}

/** The input of a step that is given the data whole. */
export const wholeData = 'data';

/**
 * Where the rows of one call after the other are written, each over those of the call before, whose tensors are gone by then. In
 * fresh memory, megabytes a call, they make the garbage collector look through everything dozens of times a training.
 */
export type RowMemory = (batch: number, numbers: number) => Int32Array;

export function rowMemory(): RowMemory {
  const kept: Int32Array[] = [];
  return (batch, numbers) => {
    const found = kept[batch];
    const memory = found !== undefined && found.length >= numbers ? found : new Int32Array(numbers);
    kept[batch] = memory;
    return memory.subarray(0, numbers);
  };
}

/** Real batches of one step: one for each update of D, and of G where its loss looks at real samples. */
export interface RealBatches {
  readonly d: readonly Batch[];
  readonly g: readonly Batch[];
}

/** Those of the step after `state`, as fresh tensors. */
export function realsOfStep(game: Game, state: GameState, step: number): RealBatches {
  return realsFrom(game, step, rowsOfSteps(game, [state]));
}

/**
 * What the host tells of the real batches of steps, one after each of `states`: rows, each batch with those in its place in the
 * other steps behind it. Nothing of points.
 * @param how what is told of samples: rows in `memory`, in fresh memory, or where they lie in the `whole` data
 */
export function rowsOfSteps(game: Game, states: readonly GameState[], how?: RowMemory | 'whole'): NamedTensorMap {
  const { real } = game;
  if (real.kind === 'points') return {};
  const rows = how === 'whole' ? real.whole!.places : real.rows;
  const memory = how === 'whole' ? undefined : how;
  const forG = updatesOnReal(game);
  // The counts of updates say which come next.
  const firsts = states.map(({ d, g }) => d.slots.updates + (forG === 0 ? 0 : g.slots.updates));
  const batches = (count: number, from: number) =>
    Array.from({ length: count }, (_, i) =>
      rows(
        firsts.map((first) => first + from + i),
        memory && ((numbers) => memory(from + i, numbers)),
      ),
    );
  return namedBatches({ d: batches(game.dSteps, 0), g: batches(forG, game.dSteps) });
}

/** Real batches of a step from what it was told: points it draws. */
export function realsFrom(game: Game, step: number, rows: NamedTensorMap): RealBatches {
  const { real, random, seed, batchSize } = game;
  if (real.kind === 'rows') {
    const told = (number: number) => numberAt(game, step, () => number);
    const { [wholeData]: data, ...others } = rows;
    const found = ({ samples, ...fed }: Batch): Batch =>
      data === undefined
        ? { samples, ...fed }
        : { ...fed, samples: gather(data as Tensor2D, squeeze(samples, [1]) as Tensor1D) };
    const named = (name: string) => batchesNamed(others, name).map((fed) => real.batchOf(found(fed), told));
    return { d: named('d'), g: named('g') };
  }
  const batches = (count: number, part: number) =>
    Array.from({ length: count }, (_, draw) => ({
      samples: mixturePoints(random, real.points, batchSize, { seed, step, draw, part }),
    }));
  return { d: batches(game.dSteps, 0), g: batches(updatesOnReal(game), 1) };
}

/** How many updates of G look at real samples. */
function updatesOnReal({ loss, consensus, gSteps }: Game): number {
  return loss.seesReal === true || consensus > 0 ? gSteps : 0;
}
