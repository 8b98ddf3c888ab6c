import type { Uniform } from '../stream.ts';

/**
 * Distribution indices: the larger, the nearer children stay to their parents. Deb et al. 2002 have 20 for tens of thousands of
 * trials; with hundreds the steps have to be longer.
 */
const CROSSOVER_INDEX = 5;
const MUTATION_INDEX = 5;

/**
 * Simulated binary crossover of two numbers in [0, 1] (Deb and Agrawal 1995, in the form for bounded variables of Deb and Goyal
 * 1996): around the parents as single-point crossover spreads bits, so near where they are near each other. One of the two
 * children, each as often.
 */
export function crossNumbers(a: number, b: number, uniform: Uniform): number {
  const [u, upper] = [uniform(), uniform() < 0.5];
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  if (!(high > low)) return a;
  // To the bound on the side of the child, measured by half the distance of the parents.
  const room = 1 + (2 * (upper ? 1 - high : low)) / (high - low);
  const mass = 2 - room ** -(CROSSOVER_INDEX + 1);
  const spread = (u * mass <= 1 ? u * mass : 1 / (2 - u * mass)) ** (1 / (CROSSOVER_INDEX + 1));
  const half = (spread * (high - low)) / 2;
  const child = (low + high) / 2 + (upper ? half : -half);
  return Math.min(Math.max(child, 0), 1);
}

/** Polynomial mutation of a number in [0, 1] (Deb and Goyal 1996). */
export function mutateNumber(x: number, uniform: Uniform): number {
  const u = uniform();
  const power = MUTATION_INDEX + 1;
  const step =
    u < 0.5
      ? (2 * u + (1 - 2 * u) * (1 - x) ** power) ** (1 / power) - 1
      : 1 - (2 * (1 - u) + (2 * u - 1) * x ** power) ** (1 / power);
  return Math.min(Math.max(x + step, 0), 1);
}
