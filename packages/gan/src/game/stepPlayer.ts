import type { ExecutionMode } from '@seesaw/shared/executionMode';
import {
  dispose,
  keep,
  type NamedTensorMap,
  type Scalar,
  type Tensor,
  type Tensor1D,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Game } from './game.ts';
import { type GameState, tensorsOfState } from './playerState.ts';
import { playStep, type StepTrace } from './playStep.ts';
import { realsOfStep } from './realBatches.ts';

/** Of every step, [steps], or of the only one. */
export interface LossesOfSteps {
  readonly dLoss: Scalar | Tensor1D;
  readonly gLoss: Scalar | Tensor1D;
}

/** What the last of some steps saw. */
export interface LastStep extends Pick<StepTrace, 'dGradient' | 'gGradient'> {
  /** Weights before it. */
  readonly dBefore: Tensor1D;
  readonly gBefore: Tensor1D;
}

/** What steps leave; all of it is the caller's. */
export interface StepsPlayed extends LossesOfSteps {
  /** How many they were. */
  readonly steps: number;
  /** Absent where the player looks at it itself: see `play`. */
  readonly last?: LastStep;
  /** What `signals` see after the last, where the player has looked. */
  readonly seen?: NamedTensorMap;
}

/** Plays one step after the other and keeps the state. */
export interface StepPlayer {
  /** How steps really run; undefined until the first has shown it. */
  readonly mode: ExecutionMode | undefined;
  /** After the last step; its tensors are the player's. */
  readonly state: GameState;
  /**
   * Some of the steps from `first`, which comes after the last that was played, and at most `most` of them. No host read. How
   * they are divided into calls changes no bit.
   * @param isReported whether what the last of `most` saw may be asked for
   */
  play(first: number, most: number, isReported: boolean): StepsPlayed;
  dispose(): void;
}

export interface StepPlayerInput {
  readonly game: Game;
  /** Taken over. */
  readonly state: GameState;
  /** After which step it is the state. */
  readonly step: number;
}

/** Operation by operation. */
export function eagerPlayer({ game, state: first }: StepPlayerInput): StepPlayer {
  let state = first;
  return {
    mode: 'eager',

    get state() {
      return state;
    },

    play(step) {
      const before = state;
      const played = tidy(() => {
        const { state: after, trace } = playStep(game, before, step, realsOfStep(game, before, step));
        const { dLoss, gLoss, ...slopes } = trace;
        const last = { ...slopes, dBefore: before.d.weights.clone(), gBefore: before.g.weights.clone() };
        for (const tensor of [...tensorsOfState(after), dLoss, gLoss, ...Object.values<Tensor>(last)]) keep(tensor);
        return { after, left: { dLoss, gLoss, last, steps: 1 } } as never;
      }) as unknown as { after: GameState; left: StepsPlayed };
      state = played.after;
      const inUse = new Set(tensorsOfState(state));
      dispose(tensorsOfState(before).filter((tensor) => !inUse.has(tensor)));
      return played.left;
    },

    dispose: () => dispose(tensorsOfState(state)),
  };
}
