import { dispose, keep } from '@tensorflow/tfjs-core';
import type { Game } from './game.ts';
import type { GameState } from './playerState.ts';
import type { RealBatches } from './realBatches.ts';
import { type Made, type Slope, type SlopeOfD, slopeOfD } from './slopeOfD.ts';
import { slopeOfG } from './slopeOfG.ts';

/**
 * Both gradients before either update. With `sharedFake` G runs once: D is shown, as a constant, what G's gradient went
 * through.
 */
export function slopesOfBoth(
  game: Game,
  state: GameState,
  step: number,
  reals: RealBatches,
): { d: SlopeOfD; g: Slope } {
  const turn = { step, draw: 0 };
  const [realForD, realForG] = [reals.d[0]!, reals.g[0]];
  if (!game.sharedFake) return { d: slopeOfD(game, state, turn, realForD), g: slopeOfG(game, state, turn, realForG) };
  let made: Made | undefined;
  const g = slopeOfG(game, state, turn, realForG, (fresh) => {
    made = { ...fresh, samples: keep(fresh.samples) };
  });
  const d = slopeOfD(game, state, turn, realForD, made);
  dispose(made!.samples);
  return { d, g };
}
