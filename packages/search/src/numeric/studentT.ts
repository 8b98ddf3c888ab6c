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

/**
 * Above which value that share of Student's t distribution lies, found by halving: {@link studentTail} falls steadily.
 *
 * @param tail above 0, at most 0.5
 */
export function studentQuantile(tail: number, degrees: number): number {
  let low = 0;
  let high = 1;
  while (studentTail(high, degrees) > tail) {
    low = high;
    high *= 2;
  }
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (studentTail(middle, degrees) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
