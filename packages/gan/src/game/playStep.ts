import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';
import type { Seen } from '../controllers/controller.ts';
import { nextControl } from './control.ts';
import type { Game } from './game.ts';
import { moveD, moveG, updateD, updateG } from './movePlayers.ts';
import type { GameState } from './playerState.ts';
import type { RealBatches } from './realBatches.ts';
import type { Slope, SlopeOfD } from './slopeOfD.ts';
import { slopesOfBoth } from './slopesOfBoth.ts';

/** What the last update of each player saw. */
export interface StepTrace {
  readonly dLoss: Scalar;
  readonly gLoss: Scalar;
  readonly dGradient: Tensor1D;
  readonly gGradient: Tensor1D;
}

interface Played {
  readonly state: GameState;
  readonly trace: StepTrace;
}

/**
 * One round of the game (Goodfellow et al. 2014, algorithm 1): `dSteps` updates of D, each with a fresh batch and fresh z,
 * then `gSteps` updates of G, each with fresh z; or G first; or both gradients before either update.
 * Who is held back in it, and how far each goes, was ordered after the step before.
 * Pure in (state, real batches, seed, step): no JavaScript randomness, no host read. Call it inside `tidy`.
 */
export function playStep(game: Game, state: GameState, step: number, reals: RealBatches): Played {
  if (game.order === 'simultaneous') {
    const { d, g } = slopesOfBoth(game, state, step, reals);
    return played(game, updateG(game, step, updateD(game, step, state, d), g), d, g);
  }
  if (game.order === 'd-first') {
    const afterD = moveD(game, state, step, reals.d);
    const afterG = moveG(game, afterD.state, step, reals.g);
    return played(game, afterG.state, afterD.slope, afterG.slope);
  }
  const afterG = moveG(game, state, step, reals.g);
  const afterD = moveD(game, afterG.state, step, reals.d);
  return played(game, afterD.state, afterD.slope, afterG.slope);
}

/** The end of a step: the controller has seen it. */
function played(game: Game, state: GameState, d: SlopeOfD, g: Slope): Played {
  const trace = { dLoss: d.value, gLoss: g.value, dGradient: d.grad, gGradient: g.grad };
  const control = nextControl(game.controller, state.control, () => seenIn(d, g));
  return { state: { ...state, control }, trace };
}

function seenIn(d: SlopeOfD, g: Slope): Seen {
  const { real, fake } = d.answers!;
  return { lossD: d.value, lossG: g.value, gradientD: d.grad, gradientG: g.grad, onReal: real, onFake: fake };
}
