import { betaCdf } from './beta.ts';

/**
 * The share of Student's t distribution above t: I_x(ν/2, 1/2) / 2 with x = ν / (ν + t²) for t ≥ 0 (Abramowitz and Stegun
 * 26.7.1).
 *
 * @param degrees of freedom ν, above 0; need not be whole
 */
export function studentTail(t: number, degrees: number): number {
  const upper = betaCdf(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
  return t >= 0 ? upper : 1 - upper;
}
