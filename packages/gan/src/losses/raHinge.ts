import { add, mean, type Scalar, sub, type Tensor } from '@tensorflow/tfjs-core';
import { leakyRelu } from '../players/leakyRelu.ts';
import type { Loss } from './loss.ts';

/** Relativistic average hinge (Jolicoeur-Martineau 2018, RaHingeGAN). */
export const raHinge: Loss = {
  name: 'ra-hinge',
  seesReal: true,
  // L_D = relu(1 − (D(x) − E D(G(z)))) + relu(1 + (D(G(z)) − E D(x)))
  d: contest,
  // L_G = relu(1 − (D(G(z)) − E D(x))) + relu(1 + (D(x) − E D(G(z))))
  g: (fake, real) => contest(fake, real!),
};

function contest(winners: Tensor, losers: Tensor): Scalar {
  const above = sub(winners, mean(losers));
  const below = sub(losers, mean(winners));
  return add(mean(leakyRelu(sub(1, above), 0)), mean(leakyRelu(add(1, below), 0))) as Scalar;
}
