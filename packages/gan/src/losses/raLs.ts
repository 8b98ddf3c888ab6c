import { add, mean, square, sub } from '@tensorflow/tfjs-core';
import { relativisticAverage } from './relativisticAverage.ts';

/** Jolicoeur-Martineau 2018, RaLSGAN: L = (above − 1)² + (below + 1)². */
export const raLs = relativisticAverage('ra-ls', (above, below) =>
  add(mean(square(sub(above, 1))), mean(square(add(below, 1)))),
);
