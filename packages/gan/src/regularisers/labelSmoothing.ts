import { add, mean, mul, type Scalar, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { Loss } from '../losses/loss.ts';

/**
 * What L_D gains when real samples are labelled 1 − ε instead of 1 and generated ones stay 0 (Salimans et al. 2016, section
 * 3.4). Cross-entropy: (1 − ε)sp(−d) + ε sp(d) = sp(−d) + εd. Least squares: ½(d − 1 + ε)² = ½(d − 1)² + εd + ½ε² − ε.
 */
export function labelSmoothing(label: NonNullable<Loss['label']>, share: number | Scalar, onReal: Tensor): Scalar {
  const raised = mul(mean(onReal), share) as Scalar;
  return label === 'logistic' ? raised : (add(raised, sub(mul(square(share), 0.5), share)) as Scalar);
}
