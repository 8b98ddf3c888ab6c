import { dispose, type NamedTensorMap } from '@tensorflow/tfjs-core';
import type { LastStep, LossesOfSteps, StepsPlayed } from './stepPlayer.ts';

/** What steps of a training left, on the device until it is read. */
export interface StepsLeft {
  /** How many they were. */
  readonly steps: number;
  /** How long they took; of a lane, those of all lanes together. */
  readonly ms: number;
  /** Until `dispose`. */
  losses(): LossesOfSteps;
  /** Until `dispose`, or `forgetLast`; see `StepsPlayed`. */
  last(): LastStep | undefined;
  /** Likewise. */
  readonly seen?: NamedTensorMap;
  /** Only the losses will be asked for. */
  forgetLast(): void;
  dispose(): void;
}

/** @param played taken over */
export function stepsLeft({ steps, seen, last, dLoss, gLoss }: StepsPlayed, ms: number): StepsLeft {
  return {
    steps,
    ms,
    ...(seen && { seen }),
    losses: () => ({ dLoss, gLoss }),
    last: () => last,
    forgetLast: () => dispose({ ...last, ...seen }),
    dispose: () => dispose({ dLoss, gLoss, ...last, ...seen }),
  };
}
