import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { InTraining, Pass } from '../players/pass.ts';
import type { Game } from './game.ts';
import type { PlayerState } from './playerState.ts';
import type { Turn } from './slopeOfD.ts';

/** The runs of a network within one turn: each draws its own dropout masks. Never reorder. */
const runs = ['d-both', 'd-real', 'd-fake', 'd-penalty', 'd-for-g', 'd-for-g-real', 'g-for-d', 'g-for-g'] as const;
export type Run = (typeof runs)[number];

/** Layers of one network that draw. */
const partsPerRun = 64;

/** How a player is run within an update. `note` takes the statistics of the batch where the update moves them. */
export function trainingPass(
  { random, seed }: Game,
  { running }: Pick<PlayerState, 'running'>,
  turn: Turn & { readonly run: Run },
  labels: Tensor2D | undefined,
  note?: InTraining['note'],
): Pass {
  const { step, draw, run } = turn;
  const first = partsPerRun * runs.indexOf(run);
  return {
    ...(labels !== undefined && { labels }),
    running,
    training: {
      uniform: (shape, part) => random.uniform(shape, { seed, purpose: 'dropout', step, draw, part: first + part }),
      ...(note !== undefined && { note }),
    },
  };
}

/** How a player is run when it is used: shown, evaluated, asked. */
export function usingPass({ running }: Pick<PlayerState, 'running'>, labels: Tensor2D | undefined): Pass {
  return { ...(labels !== undefined && { labels }), running };
}
