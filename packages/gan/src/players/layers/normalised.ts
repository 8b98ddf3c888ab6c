import { add, mul, rsqrt, sub, type Tensor } from '@tensorflow/tfjs-core';
import { weightSlice } from './layer.ts';

/** Keeps the root away from 0 where a feature does not vary. */
const epsilon = 1e-5;

/** γ and β of a normalisation, one each per feature: 1 and 0 at first. */
export function gainAndShift(name: string, features: number) {
  return [
    weightSlice(`${name}.gamma`, [features], { value: 1 }),
    weightSlice(`${name}.beta`, [features], { value: 0 }),
  ];
}

/** γ(x − μ)/√(σ² + ε) + β; what is not [features] broadcasts. */
export function normalised(x: Tensor, mean: Tensor, variance: Tensor, [gamma, beta]: readonly Tensor[]): Tensor {
  return add(mul(sub(x, mean), mul(gamma!, rsqrt(add(variance, epsilon)))), beta!);
}
