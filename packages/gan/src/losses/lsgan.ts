import { add, mean, mul, type Scalar, square, sub } from '@tensorflow/tfjs-core';
import type { Loss } from './loss.ts';

/** Mao et al. 2017, equation 9, targets a = 0 (fake), b = c = 1 (real). */
export const lsgan: Loss = {
  name: 'lsgan',
  label: 'squares',
  // L_D = ½(D(x) − 1)² + ½ D(G(z))²
  d: (real, fake) => mul(add(mean(square(sub(real, 1))), mean(square(fake))), 0.5) as Scalar,
  // L_G = ½(D(G(z)) − 1)²
  g: (fake) => mul(mean(square(sub(fake, 1))), 0.5) as Scalar,
};
