import { concat, slice, type Tensor2D } from '@tensorflow/tfjs-core';
import { logProbability } from './logProbability.ts';
import type { Network } from './network.ts';
import { labelsIn } from './pass.ts';

/**
 * D with an auxiliary classifier (Odena et al. 2017, section 3). `inner` gives `outputs` answers and then a logit for each label,
 * [batch, outputs + classes]; what comes out are the answers and log p(y | x) of the label that was told, [batch, outputs + 1].
 * D's answer does not depend on the label.
 */
export function classified(inner: Network, outputs: number): Network {
  return {
    slices: inner.slices,
    statistics: inner.statistics,
    apply(weights, input, pass) {
      const output = inner.apply(weights, input, pass);
      const answers = slice(output, [0, 0], [-1, outputs]);
      const logits = slice(output, [0, outputs], [-1, -1]) as Tensor2D;
      return concat([answers, logProbability(logits, labelsIn(pass))], 1) as Tensor2D;
    },
  };
}
