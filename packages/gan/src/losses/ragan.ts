import { add, mean, neg, type Scalar, softplus, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { Loss } from './loss.ts';

/** Relativistic average (Jolicoeur-Martineau 2018, RaSGAN): each sample against the mean of the other kind. */
export const ragan: Loss = {
  name: 'ragan',
  seesReal: true,
  // L_D = sp(−(D(x) − E D(G(z)))) + sp(D(G(z)) − E D(x))
  d: contest,
  // L_G = sp(D(x) − E D(G(z))) + sp(−(D(G(z)) − E D(x)))
  g: (fake, real) => contest(fake, real!),
};

/** Small where `winners` lie above the mean of `losers` and `losers` below that of `winners`. */
function contest(winners: Tensor, losers: Tensor): Scalar {
  const above = sub(winners, mean(losers));
  const below = sub(losers, mean(winners));
  return add(mean(softplus(neg(above))), mean(softplus(below))) as Scalar;
}
