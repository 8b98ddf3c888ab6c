import { grad, mean, type Scalar, sqrt, square, sum, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Batch } from '../data/batch.ts';
import type { Game } from '../game/game.ts';
import { judge } from '../game/judge.ts';
import type { GameState } from '../game/playerState.ts';
import { perAnswer, wholePacks } from '../players/packs.ts';

/** E‖∇ₓD‖ at a batch, the length per answer over everything that it looked at. */
export function slopeAt(game: Game, state: GameState, batch: Batch): Scalar {
  const answers = (x: Tensor) => sum(judge(game, state, { ...batch, samples: x as Tensor2D }));
  const slope = grad(answers)(wholePacks(batch.samples, game.pack)) as Tensor2D;
  return mean(sqrt(sum(perAnswer(square(slope), game.pack), 1)));
}
