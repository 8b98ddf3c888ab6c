import { cast, floor, mul, type NamedTensorMap, oneHot, reshape, sub, type Tensor2D } from '@tensorflow/tfjs-core';
import { labelRows } from '../data/batch.ts';
import type { DrawKey } from '../random/randomSource.ts';
import type { Game } from './game.ts';

/** What G starts from. */
export interface Latent {
  /** [batch, zDim]. */
  readonly z: Tensor2D;
  /** [batch, classes], each label equally likely; where the game is played with labels. */
  readonly labels?: Tensor2D;
}

/** As named tensors: `<name>Z`, and `<name>Labels` where the players are told them. */
export function namedLatent(name: string, { z, labels }: Latent): NamedTensorMap {
  return { [`${name}Z`]: z, ...(labels !== undefined && { [`${name}Labels`]: labels }) };
}

/** And back. */
export function latentNamed(named: NamedTensorMap, name: string): Latent {
  const [z, labels] = [named[`${name}Z`] as Tensor2D, named[`${name}Labels`] as Tensor2D | undefined];
  return { z, ...(labels !== undefined && { labels }) };
}

export type LatentRules = Pick<Game, 'random' | 'zDim' | 'zDistribution' | 'zScale' | 'classes'>;

/** `count` latent vectors, with a label each where the players are told labels; a function of the key. */
export function drawLatent(rules: LatentRules, count: number, key: DrawKey): Latent {
  const { random, classes } = rules;
  const z = drawZ(rules, count, key);
  if (classes === 0) return { z };
  const digits = floor(mul(random.uniform([count], { ...key, part: 1 }), classes));
  return { z, labels: reshape(oneHot(cast(digits, 'int32'), classes, 1, 0, 'float32'), [count, classes]) };
}

/** The same vectors with labels that are fixed instead of drawn: `labelOf(0)`, `labelOf(1)`, …. */
export function latentWith(
  rules: LatentRules,
  count: number,
  key: DrawKey,
  labelOf: (index: number) => number,
): Latent {
  const z = drawZ(rules, count, key);
  if (rules.classes === 0) return { z };
  const labels = Array.from({ length: count }, (_, index) => labelOf(index));
  return { z, labels: labelRows(labels, rules.classes) };
}

function drawZ({ random, zDim, zDistribution, zScale }: LatentRules, count: number, key: DrawKey): Tensor2D {
  const shape = [count, zDim];
  const z = zDistribution === 'normal' ? random.normal(shape, key) : sub(mul(random.uniform(shape, key), 2), 1);
  return (zScale === 1 ? z : mul(z, zScale)) as Tensor2D;
}
