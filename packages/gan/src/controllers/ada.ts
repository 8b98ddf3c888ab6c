import { add, clipByValue, greaterEqual, mean, mul, type Scalar, sign, sub } from '@tensorflow/tfjs-core';
import { type Decision, marginOf } from './accuracyOf.ts';
import { asNumber } from './asNumber.ts';
import type { Controller, Knob } from './controller.ts';

/** Steps between two turns of the knob … */
const every = 4;
/** … which goes no further than this: beyond it what is added shows in the samples (Karras et al. 2020, section 2). */
const highest = 0.8;

interface Adaptation {
  readonly turns: Knob;
  /** r_t that the knob holds to, −1 to 1. */
  readonly target: number;
  /** How far the knob goes in one step: what D sees of real samples in it, as a share of those for the way from 0 to 1. */
  readonly share: number;
}

/**
 * Adaptive augmentation (Karras et al. 2020, section 3): every 4 steps p ← p ± their share, up where r_t = E sign D(x) over them
 * is above the target, which says that D knows the training samples by heart.
 */
export function ada(decision: Decision, { turns, target, share }: Adaptation): Controller {
  return {
    name: 'ada',
    turns,
    first: { knob: 0, signs: 0, steps: 0 },
    next(now, { onReal, onFake }) {
      const signs = add(now.signs!, mean(sign(marginOf(decision, onReal, onFake))));
      const steps = add(now.steps!, 1);
      const due = asNumber(greaterEqual(steps, every));
      const direction = sign(sub(signs, every * target));
      const knob = clipByValue(add(now.knob!, mul(mul(direction, every * share), due)), 0, highest);
      const open = sub(1, due);
      return { knob: knob as Scalar, signs: mul(signs, open) as Scalar, steps: mul(steps, open) as Scalar };
    },
  };
}
