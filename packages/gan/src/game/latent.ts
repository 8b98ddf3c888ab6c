import { cast, floor, mul, oneHot, reshape, type Tensor2D } from '@tensorflow/tfjs-core';
import type { DrawKey } from '../random/randomSource.ts';
import type { Game } from './game.ts';

/** What G starts from. */
export interface Latent {
  /** [batch, zDim], N(0, 1). */
  readonly z: Tensor2D;
  /** [batch, classes], each label equally likely; where the game is played with labels. */
  readonly labels?: Tensor2D;
}

/** `count` latent vectors, with a label each where the players are told labels; a function of the key. */
export function drawLatent({ random, zDim, classes }: Game, count: number, key: DrawKey): Latent {
  const z = random.normal([count, zDim], key) as Tensor2D;
  if (classes === 0) return { z };
  const digits = floor(mul(random.uniform([count], { ...key, part: 1 }), classes));
  return { z, labels: reshape(oneHot(cast(digits, 'int32'), classes, 1, 0, 'float32'), [count, classes]) };
}
