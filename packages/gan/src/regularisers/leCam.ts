import { add, mean, mul, type Scalar, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { Carried } from '../game/carried.ts';
import { leakyRelu } from '../players/leakyRelu.ts';

/** Of the moving averages (the value of the authors' code). */
const decay = 0.99;

/** α_R and α_F: moving averages of D's answers on real and generated samples, 0 at first. */
export const leCamAverages: readonly [real: Carried, fake: Carried] = [
  { name: 'lecam.real', first: 0, next: (now, onReal) => average(now, onReal) },
  { name: 'lecam.fake', first: 0, next: (now, _onReal, onFake) => average(now, onFake) },
];

/** E relu(D(x) − α_F)² + E relu(α_R − D(G(z)))² (Tseng et al. 2021, without λ): no answer runs far beyond the other kind's. */
export function leCam(onReal: Tensor, onFake: Tensor, averageReal: Scalar, averageFake: Scalar): Scalar {
  const above = leakyRelu(sub(onReal, averageFake), 0);
  const below = leakyRelu(sub(averageReal, onFake), 0);
  return add(mean(square(above)), mean(square(below))) as Scalar;
}

function average(now: Scalar, seen: Scalar): Scalar {
  return add(mul(now, decay), mul(seen, 1 - decay)) as Scalar;
}
