import { add, concat, mean, moments, mul, split, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { Layer } from './layer.ts';
import { gainAndShift, normalised } from './normalised.ts';

/**
 * Virtual batch normalisation (Salimans et al. 2016, section 3.4): the first `rows` of the batch are the reference (see
 * `withReference`), normalised by their own mean and variance; every other sample by those of the reference and itself
 * together, where it counts as one of rows + 1. So no sample depends on its company.
 */
export function virtualBatchNorm(name: string, features: number, rows: number): Layer {
  const share = 1 / (rows + 1);
  return {
    slices: gainAndShift(name, features),
    apply(input, weights) {
      const [reference, samples] = split(input, [rows, input.shape[0]! - rows]) as [Tensor, Tensor];
      const inner = input.shape.map((_, axis) => axis).slice(1, -1);
      const known = moments(reference, [0, ...inner]);
      const own = inner.length === 0 ? samples : mean(samples, inner, true);
      const ownVariance = inner.length === 0 ? undefined : mean(square(sub(samples, own)), inner, true);
      // Two sets as one: μ = μᵣ + sδ, σ² = (1 − s)σᵣ² + sσₓ² + s(1 − s)δ² with δ = μₓ − μᵣ; never below 0.
      const distance = sub(own, known.mean);
      const together = add(mul(known.variance, 1 - share), mul(square(distance), share * (1 - share)));
      const variance = ownVariance === undefined ? together : add(together, mul(ownVariance, share));
      return concat([
        normalised(reference, known.mean, known.variance, weights),
        normalised(samples, add(known.mean, mul(distance, share)), variance, weights),
      ]);
    },
  };
}
