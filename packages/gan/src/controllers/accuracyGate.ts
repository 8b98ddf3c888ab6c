import { lessEqual } from '@tensorflow/tfjs-core';
import { accuracyOf, type Decision } from './accuracyOf.ts';
import { asNumber } from './asNumber.ts';
import type { Controller } from './controller.ts';

/** D is trained only if its accuracy on the batch before was at most `highest` (Wu et al. 2016, section 3.1: 0.8). */
export function accuracyGate(decision: Decision, highest: number): Controller {
  return {
    name: 'accuracy-gate',
    first: { trainD: 1 },
    next: (_now, { onReal, onFake }) => ({
      trainD: asNumber(lessEqual(accuracyOf(decision, onReal, onFake), highest)),
    }),
  };
}
