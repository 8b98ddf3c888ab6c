import type { Scalar } from '@tensorflow/tfjs-core';

/** A number on the device that goes from one update of D to the next and is in the checkpoint. */
export interface Carried {
  /** Below `carried.` in the checkpoint. */
  readonly name: string;
  readonly first: number;
  /** From D's mean answers on real and generated samples in the update just made. */
  next(now: Scalar, onReal: Scalar, onFake: Scalar, knobs: CarriedKnobs): Scalar;
}

export interface CarriedKnobs {
  readonly beganGamma: number;
  readonly beganRate: number;
}
