import { add, mul, sum, type Tensor2D } from '@tensorflow/tfjs-core';
import { dense } from './layers/dense.ts';
import { embedding } from './layers/embedding.ts';
import { cutWeights, type Network, weightCount } from './network.ts';
import { labelsIn } from './pass.ts';
import { sequence } from './sequence.ts';

/**
 * D as a projection (Miyato & Koyama 2018, equation 3): D(x, y) = ψ(φ(x)) + yᵀVφ(x), [batch, 1]. `features` is φ,
 * [batch, f] → [batch, size], ψ is affine, and V has as many columns as φ has features.
 */
export function projected(features: Network, { classes, size }: { classes: number; size: number }): Network {
  const psi = sequence([dense('psi', size, 1, 1)]);
  const label = sequence([embedding('label', { classes, size, deviation: Math.sqrt(1 / size) })]);
  return {
    slices: [...features.slices, ...psi.slices, ...label.slices],
    statistics: features.statistics,
    apply(weights, input, pass) {
      const [ofFeatures, ofPsi, ofLabel] = cutWeights(weights, [features, psi, label].map(weightCount));
      const phi = features.apply(ofFeatures!, input, pass);
      const direction = label.apply(ofLabel!, labelsIn(pass), pass);
      return add(psi.apply(ofPsi!, phi, pass), sum(mul(direction, phi), 1, true)) as Tensor2D;
    },
  };
}
