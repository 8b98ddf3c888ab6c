import { mul, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { Game } from './game.ts';

type Rules = Pick<Game, 'loss' | 'lossScale'>;

/** L_D of the bare game. */
export function lossOfD(game: Rules, onReal: Tensor, onFake: Tensor, carried: Scalar | undefined): Scalar {
  return scaled(game, game.loss.d(onReal, onFake, carried));
}

/** L_G of the bare game; `onReal` where the loss looks at real samples. */
export function lossOfG(game: Rules, onFake: Tensor, onReal: Tensor | undefined): Scalar {
  return scaled(game, game.loss.g(onFake, onReal));
}

/** As the bare losses are. */
export function scaled({ lossScale }: Pick<Game, 'lossScale'>, value: Scalar): Scalar {
  return lossScale === 1 ? value : (mul(value, lossScale) as Scalar);
}
