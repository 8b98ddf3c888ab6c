import { add, mean, mul, neg, type Scalar, slice, type Tensor } from '@tensorflow/tfjs-core';
import type { Loss } from './loss.ts';

export const namedSamples = ['real', 'both'] as const;

/** What D is asked the class of. */
export type NamedSamples = (typeof namedSamples)[number];

/**
 * A loss that also asks for the class (Odena et al. 2017, equations 2 and 3): D's output has one more column, log p(y | x) of the
 * label of each sample (`classified`), and both players pay `weight` times the cross-entropy: D on real samples, and on
 * generated ones if it names `both` as in the paper; G on its own.
 */
export function auxiliary(loss: Loss, weight: number, named: NamedSamples): Loss {
  const outputs = loss.outputs ?? 1;
  const answers = (output: Tensor) => slice(output, [0, 0], [-1, outputs]);
  const crossEntropy = (output: Tensor) => mul(neg(mean(slice(output, [0, outputs], [-1, 1]))), weight);
  return {
    ...loss,
    outputs: outputs + 1,
    logit: (output) => loss.logit?.(answers(output)) ?? answers(output),
    // L_D + w·E(−log p(y | x)) [+ w·E(−log p(y | G(z, y)))]
    d: (real, fake, carried) => {
      const asked = named === 'both' ? add(crossEntropy(real), crossEntropy(fake)) : crossEntropy(real);
      return add(loss.d(answers(real), answers(fake), carried), asked) as Scalar;
    },
    // L_G + w·E(−log p(y | G(z, y)))
    g: (fake, real) => add(loss.g(answers(fake), real && answers(real)), crossEntropy(fake)) as Scalar,
  };
}
