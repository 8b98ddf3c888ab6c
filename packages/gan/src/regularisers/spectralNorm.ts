import {
  concat,
  div,
  matMul,
  reshape,
  split,
  sqrt,
  square,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { Network, WeightSlice } from '../players/network.ts';
import type { RandomSource } from '../random/randomSource.ts';

/** Power iterations before the first step, so that the first σ is already near. */
const firstIterations = 15;

/** One unit vector u [1, out] per kernel, by the name of the kernel: what the estimate of σ carries from update to update. */
export type SpectralVectors = Readonly<Record<string, Tensor2D>>;

/**
 * Spectral normalisation (Miyato et al. 2018, algorithm 1): the flat weights with every kernel W, as a matrix
 * [everything else, out], divided by its largest singular value σ ≈ ‖Wu‖; biases stay. u is a constant, so the gradient of σ
 * is v·uᵀ with v = Wu / ‖Wu‖, as in the paper.
 */
export function spectralNorm(network: Pick<Network, 'slices'>, weights: Tensor1D, vectors: SpectralVectors): Tensor1D {
  const scaled = parts(network, weights).map(({ slice, part }) => {
    const u = vectors[slice.name];
    return u === undefined ? part : div(part, length(matMul(matrix(slice, part), u, false, true)));
  });
  return concat(scaled as Tensor1D[]);
}

/** One power iteration per update of D: v = Wu / ‖Wu‖, u ← Wᵀv / ‖Wᵀv‖. */
export function nextSpectralVectors(
  network: Pick<Network, 'slices'>,
  weights: Tensor1D,
  vectors: SpectralVectors,
): SpectralVectors {
  return Object.fromEntries(
    parts(network, weights).flatMap(({ slice, part }) => {
      const u = vectors[slice.name];
      if (u === undefined) return [];
      const kernel = matrix(slice, part);
      return [[slice.name, unit(matMul(unit(matMul(u, kernel, false, true)), kernel))]];
    }),
  );
}

/** A function of (seed, weights). */
export function firstSpectralVectors(
  network: Pick<Network, 'slices'>,
  weights: Tensor1D,
  random: RandomSource,
  seed: number,
): SpectralVectors {
  let vectors: SpectralVectors = Object.fromEntries(
    kernelsOf(network).map(({ name, shape }, step) => [
      name,
      random.normal([1, shape.at(-1)!], { seed, purpose: 'spectral', step }) as Tensor2D,
    ]),
  );
  for (let i = 0; i < firstIterations; i++) vectors = nextSpectralVectors(network, weights, vectors);
  return vectors;
}

/** What is normalised: everything but biases. */
export function kernelsOf({ slices }: Pick<Network, 'slices'>): readonly WeightSlice[] {
  return slices.filter(({ shape }) => shape.length > 1);
}

function parts({ slices }: Pick<Network, 'slices'>, weights: Tensor1D): { slice: WeightSlice; part: Tensor }[] {
  const cut = split(
    weights,
    slices.map(({ size }) => size),
  );
  return slices.map((slice, i) => ({ slice, part: cut[i]! }));
}

function matrix({ shape, size }: WeightSlice, part: Tensor): Tensor2D {
  const out = shape.at(-1)!;
  return reshape(part, [size / out, out]) as Tensor2D;
}

function unit(row: Tensor2D): Tensor2D {
  return div(row, length(row)) as Tensor2D;
}

function length(vector: Tensor): Tensor {
  return sqrt(sum(square(vector)));
}
