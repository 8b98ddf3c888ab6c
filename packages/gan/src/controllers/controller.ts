import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/** What the last update of each player in a step left on the device. */
export interface Seen {
  readonly lossD: Scalar;
  readonly lossG: Scalar;
  readonly gradientD: Tensor1D;
  readonly gradientG: Tensor1D;
  /** D's answers to the real and the generated samples of its batch, high = real, [batch / pack, 1]. */
  readonly onReal: Tensor2D;
  readonly onFake: Tensor2D;
}

/** Settings of a sweep that a controller can take over. */
export type Knob = 'augment' | 'instance_noise' | 'label_smoothing';

/**
 * The numbers of a controller, on the device from step to step and in the checkpoint: what it remembers, by names of its own,
 * and its orders for the next step. What it does not name it leaves alone.
 * `trainD`, `trainG`: 1 trains the player, 0 leaves it untouched. `rateD`, `rateG`: its learning rate times this.
 * `knob`: 0 to 1, what it turns times this.
 */
export type Control = Readonly<Record<string, Scalar>>;

/**
 * A rule that changes the balance while training. It looks at a step and gives orders for the next, as tensors alone: no
 * JavaScript number, no random one, and nothing is read. Call it inside `tidy`.
 */
export interface Controller {
  readonly name: string;
  /** Its numbers before the first step. */
  readonly first: Readonly<Record<string, number>>;
  readonly turns?: Knob;
  /** The same numbers for the next step, as tensors of their own. */
  next(now: Control, seen: Seen): Control;
}
