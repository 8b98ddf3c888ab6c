import { concat, type Tensor2D } from '@tensorflow/tfjs-core';
import { embedding } from './layers/embedding.ts';
import { cutWeights, type Network, weightCount } from './network.ts';
import { labelsIn } from './pass.ts';
import { sequence } from './sequence.ts';

/**
 * A network that is told the label by what goes into it (Mirza & Osindero 2014, section 3.2): [batch, f] → `inner` with
 * [batch, f + size], the last `size` being the label's embedding, at first as large as z.
 */
export function joined(inner: Network, { classes, size }: { classes: number; size: number }): Network {
  const label = sequence([embedding('label', { classes, size, deviation: 1 })]);
  return {
    slices: [...label.slices, ...inner.slices],
    statistics: inner.statistics,
    apply(weights, input, pass) {
      const [ofLabel, ofInner] = cutWeights(weights, [label, inner].map(weightCount));
      const told = label.apply(ofLabel!, labelsIn(pass), pass);
      return inner.apply(ofInner!, concat([input, told], 1) as Tensor2D, pass);
    },
  };
}
