import type { Tensor2D } from '@tensorflow/tfjs-core';
import { augmentation } from '../regularisers/augmentation.ts';
import { instanceNoise } from '../regularisers/instanceNoise.ts';
import { type Game, numberAt } from './game.ts';
import type { GameState } from './playerState.ts';
import { knobOn, turned } from './turned.ts';

/** Which of the views that D gets within a step: whose update, which kind of samples, which of the updates. */
export interface View {
  readonly of: 'd-real' | 'd-fake' | 'g-real' | 'g-fake';
  readonly step: number;
  readonly draw: number;
}

/** Samples as D sees them while training, [batch, features]: with noise, then augmented, where the game has either. */
export function seenByD(game: Game, state: GameState, samples: Tensor2D, { of, step, draw }: View): Tensor2D {
  const { random, seed } = game;
  const key = { seed, step, draw };
  const deviation = () => numberAt(game, step, (rules, at) => rules.noise(at));
  const noisy =
    game.noise(step) > 0
      ? instanceNoise(samples, turned(game, state, 'instance_noise', deviation()), random, {
          ...key,
          purpose: `noise-${of}`,
        })
      : samples;
  if (game.augmentation === undefined) return noisy;
  const { shape, kinds } = game.augmentation;
  const share = knobOn(game, state, 'augment');
  return augmentation(noisy, shape, kinds, random, {
    change: { ...key, purpose: `augment-${of}` },
    ...(share !== undefined && { only: { share, key: { ...key, purpose: `ada-${of}` } } }),
  });
}
