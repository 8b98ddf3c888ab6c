import {
  grad,
  mean,
  type Scalar,
  split,
  sqrt,
  square,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { Batch } from '../data/batch.ts';
import type { Game } from '../game/game.ts';
import { inWholePacks } from '../game/inWholePacks.ts';
import { judge } from '../game/judge.ts';
import type { GameState } from '../game/playerState.ts';
import { perAnswer } from '../players/packs.ts';

/** E‖∇ₓD‖ at each of some batches of one size, the length per answer over everything that it looked at. */
export function slopesAt(game: Game, state: GameState, batches: readonly [Batch, ...Batch[]]): Scalar[] {
  const all = inWholePacks(batches, game.pack);
  const answers = (x: Tensor) => sum(judge(game, state, { ...all, samples: x as Tensor2D }));
  const slope = grad(answers)(all.samples) as Tensor2D;
  const lengths = sqrt(sum(perAnswer(square(slope), game.pack), 1)) as Tensor1D;
  return split(lengths, batches.length).map((each) => mean(each));
}
