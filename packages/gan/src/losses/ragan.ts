import { add, mean, neg, softplus } from '@tensorflow/tfjs-core';
import { relativisticAverage } from './relativisticAverage.ts';

/** Jolicoeur-Martineau 2018, RaSGAN: L = sp(−above) + sp(below). */
export const ragan = relativisticAverage('ragan', (above, below) =>
  add(mean(softplus(neg(above))), mean(softplus(below))),
);
