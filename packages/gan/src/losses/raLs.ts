import { add, mean, type Scalar, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { Loss } from './loss.ts';

/** Relativistic average least squares (Jolicoeur-Martineau 2018, RaLSGAN). */
export const raLs: Loss = {
  name: 'ra-ls',
  seesReal: true,
  // L_D = (D(x) − E D(G(z)) − 1)² + (D(G(z)) − E D(x) + 1)²
  d: contest,
  // L_G = (D(G(z)) − E D(x) − 1)² + (D(x) − E D(G(z)) + 1)²
  g: (fake, real) => contest(fake, real!),
};

function contest(winners: Tensor, losers: Tensor): Scalar {
  const above = sub(winners, mean(losers));
  const below = sub(losers, mean(winners));
  return add(mean(square(sub(above, 1))), mean(square(add(below, 1)))) as Scalar;
}
