import { add, mean, sub } from '@tensorflow/tfjs-core';
import { leakyRelu } from '../players/leakyRelu.ts';
import { relativisticAverage } from './relativisticAverage.ts';

/** Jolicoeur-Martineau 2018, RaHingeGAN: L = relu(1 − above) + relu(1 + below). */
export const raHinge = relativisticAverage('ra-hinge', (above, below) =>
  add(mean(leakyRelu(sub(1, above), 0)), mean(leakyRelu(add(1, below), 0))),
);
