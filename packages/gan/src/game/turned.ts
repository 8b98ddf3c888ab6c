import { mul, type Scalar } from '@tensorflow/tfjs-core';
import type { Knob } from '../controllers/controller.ts';
import type { Game } from './game.ts';
import type { GameState } from './playerState.ts';

/** A setting of the sweep as the controller has it now: times its knob, where that is the one it turns. */
export function turned(game: Game, state: GameState, knob: Knob, setting: Scalar): Scalar {
  const share = knobOn(game, state, knob);
  return share === undefined ? setting : (mul(share, setting) as Scalar);
}

export function knobOn({ controller }: Game, { control }: GameState, knob: Knob): Scalar | undefined {
  return controller?.turns === knob ? control.knob : undefined;
}
