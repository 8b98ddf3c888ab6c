import { type Scalar, scalar } from '@tensorflow/tfjs-core';

/** What the host knows of an update: the learning rate of its step, and how many updates the player had before it. */
export interface UpdateMoment {
  readonly rate: number;
  readonly updates: number;
}

/**
 * A number that depends on the moment alone, computed in double precision and handed to the device. Asked for this way it can
 * be told anew at every step to a step that was compiled once.
 */
export type UpdateNumbers = (of: (moment: UpdateMoment) => number) => Scalar;

/** Told at once, for an update that is made now. */
export function numbersOf(moment: UpdateMoment): UpdateNumbers {
  return (of) => scalar(of(moment));
}
