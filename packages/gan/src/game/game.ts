import { type Scalar, scalar } from '@tensorflow/tfjs-core';
import type { Controller } from '../controllers/controller.ts';
import type { Loss } from '../losses/loss.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Network } from '../players/network.ts';
import type { RandomSource } from '../random/randomSource.ts';
import type { AugmentationKind, ImageShape } from '../regularisers/augmentation.ts';
import type { SlopePenalty } from '../regularisers/slopePenalty.ts';
import type { Carried, CarriedKnobs } from './carried.ts';
import type { RealSource } from './realBatches.ts';

/** The fixed rules of one trial: nothing here changes from step to step. */
export interface Game extends Regularisers {
  /** [batch, zDim] → [batch, features]. */
  readonly g: Network;
  /** [batch, features] → [batch / pack, outputs of the loss]. */
  readonly d: Network;
  readonly loss: Loss;
  readonly order: 'd-first' | 'g-first' | 'simultaneous';
  readonly dSteps: number;
  readonly gSteps: number;
  /** Updates that each player has had before a step, where its steps do not go on from each other. */
  readonly updatesBefore?: (step: number) => number;
  /** D takes no update up to this step; 0 is without. */
  readonly freezeDUntil: number;
  /** Changes the balance from step to step. */
  readonly controller?: Controller;
  readonly batchSize: number;
  readonly zDim: number;
  /** Each number of z: N(0, 1) or U(−1, 1), times `zScale`. */
  readonly zDistribution: 'normal' | 'uniform';
  readonly zScale: number;
  /** Both losses, without what is added to them, are multiplied by this. */
  readonly lossScale: number;
  /** In the order `simultaneous`: G makes one batch, and both losses are taken on it. */
  readonly sharedFake: boolean;
  readonly rateD: number;
  readonly rateG: number;
  /** Both rates are multiplied by this at a step (1, 2, …). */
  readonly rateShare: (step: number) => number;
  readonly optimizerD: Optimizer;
  readonly optimizerG: Optimizer;
  readonly random: RandomSource;
  /** Where numbers of the host are told to the device for many steps: see `numberAt`. */
  readonly told?: (of: NumberOf) => Scalar;
  readonly seed: number;
  /** Labels that both players are told; 0 where they are told none. */
  readonly classes: number;
  readonly real: RealSource;
}

/** A number of the host that is a function of the rules and the step. */
export type NumberOf = (rules: Game, step: number) => number;

/**
 * Such a number on the device. Of a compiled step `of` is asked again for every step that it is run for, with the rules of every
 * game of one structure, and must depend on nothing else.
 */
export function numberAt(game: Game, step: number, of: NumberOf): Scalar {
  return game.told?.(of) ?? scalar(of(game, step));
}

/** What is added to the bare game; 0, false or absent is without. */
export interface Regularisers {
  /** Samples that D judges at once; 1 without packing. */
  readonly pack: number;
  /** Penalties on ∇ₓD with their weights, the loss's own first. */
  readonly penalties: readonly { readonly penalty: SlopePenalty; readonly weight: number }[];
  /** They are taken at every so many steps, with so many times the weight. */
  readonly penaltyEvery: number;
  readonly consensus: number;
  readonly leCam: number;
  readonly labelSmoothing: number;
  readonly spectralNorm: boolean;
  readonly weightClip: number;
  readonly gradientClip: number;
  readonly averageDecay: number;
  /** Standard deviation of the noise on what D sees at a step (1, 2, …). */
  readonly noise: (step: number) => number;
  readonly augmentation?: { readonly shape: ImageShape; readonly kinds: readonly AugmentationKind[] };
  /** What the loss and LeCam carry from update to update of D. */
  readonly carried: readonly Carried[];
  readonly carriedKnobs: CarriedKnobs;
}
