import type { LossEntry } from '@seesaw/shared/catalog';
import {
  add,
  greater,
  lessEqual,
  mean,
  mul,
  type Scalar,
  sub,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { asNumber } from './asNumber.ts';

/** How D tells real from generated, where its loss says so. */
export type Decision = Exclude<LossEntry['decision'], { kind: 'none' }>;

/** Share of its answers in which D is right, both kinds weighing the same; of pairs where it compares. */
export function accuracyOf(decision: Decision, onReal: Tensor2D, onFake: Tensor2D): Scalar {
  if (decision.kind === 'paired') return share(greater(onReal, onFake));
  const both = add(share(greater(onReal, decision.at)), share(lessEqual(onFake, decision.at)));
  return mul(both, 0.5) as Scalar;
}

/** How far D's answers to real samples lie on their side of what it decides by, positive = called real, [n, 1]. */
export function marginOf(decision: Decision, onReal: Tensor2D, onFake: Tensor2D): Tensor {
  return sub(onReal, decision.kind === 'paired' ? onFake : decision.at);
}

function share(right: Tensor): Scalar {
  return mean(asNumber(right)) as Scalar;
}
