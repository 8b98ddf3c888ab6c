/** How one walks from one latent vector to another. */
export type Interpolation = keyof typeof interpolations;

type Between = (from: Float32Array, to: Float32Array, share: number) => Float32Array;

/** Ways between two latent vectors of equal size; `share` 0 is `from`, 1 is `to`. */
export const interpolations = { linear, spherical } satisfies Record<string, Between>;

/** The straight way. Half-way it is nearer to 0 than what G was trained on: two draws of N(0, I) are about √2 times as far from each other as from 0. */
export function linear(from: Float32Array, to: Float32Array, share: number): Float32Array {
  return from.map((value, i) => (1 - share) * value + share * to[i]!);
}

/** Sine of an angle below which the way on the sphere is the straight one to all digits of float32. */
const straight = 1e-6;

/**
 * The way on the sphere (Shoemake 1985; for latent vectors White 2016, "Sampling generative networks", section 2):
 * sin((1 − t)Ω)/sin Ω · a + sin(tΩ)/sin Ω · b with Ω the angle between a and b. Lengths in between stay between those of
 * the ends. Ends that point the same way, opposite ways, or nowhere are joined by a straight line.
 */
export function spherical(from: Float32Array, to: Float32Array, share: number): Float32Array {
  const angle = Math.acos(Math.max(-1, Math.min(1, dot(from, to) / Math.sqrt(dot(from, from) * dot(to, to)))));
  const sine = Math.sin(angle);
  if (!(sine > straight)) return linear(from, to, share);
  const [a, b] = [Math.sin((1 - share) * angle) / sine, Math.sin(share * angle) / sine];
  return from.map((value, i) => a * value + b * to[i]!);
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
