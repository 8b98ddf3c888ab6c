import { add, mean, neg, type Scalar, sub } from '@tensorflow/tfjs-core';
import { leakyRelu } from '../players/leakyRelu.ts';
import type { Loss } from './loss.ts';

/** Lim & Ye 2017; Miyato et al. 2018: D stops pushing samples that are on the right side by the margin 1. */
export const hinge: Loss = {
  name: 'hinge',
  // L_D = relu(1 − D(x)) + relu(1 + D(G(z)))
  d: (real, fake) => add(mean(leakyRelu(sub(1, real), 0)), mean(leakyRelu(add(1, fake), 0))) as Scalar,
  // L_G = −D(G(z))
  g: (fake) => neg(mean(fake)) as Scalar,
};
