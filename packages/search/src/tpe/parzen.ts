import type { SearchSpace } from '@seesaw/shared/searchSpace';
import type { Cell } from '../encode/cellOf.ts';
import { normalCdf, normalMass, normalQuantile } from '../numeric/normal.ts';
import type { Uniform } from '../stream.ts';
import { type Column, isUnordered, middlesOf } from './column.ts';

/** The number of the prior among the kernels. */
export const PRIOR = -1;

/**
 * A mixture of one kernel per point and the prior, over [0, 1] per axis; or, for the share `apart` of its mass, of the product
 * of what these say of each axis alone.
 */
export interface Parzen {
  /** Logarithm of the density in a point, given by its cells, relative to the prior, whose density is 1 everywhere. */
  readonly logDensity: (cells: readonly (Cell | undefined)[]) => number;
  /** A kernel by its weight: an index, or PRIOR. */
  readonly pick: (u: number) => number;
  /** A number in [0, 1] from one kernel's part on one axis. */
  readonly sample: (kernel: number, axis: number, uniform: Uniform) => number;
  /** Draws a point, axis by axis: from one kernel, or for the share `apart` from another one on each axis. */
  readonly draw: (uniform: Uniform) => (axis: number) => number;
}

/** The parts of all kernels on one axis. A kernel whose point lacks the axis is the prior on it. */
interface AxisKernels {
  /** Adds each kernel's logarithm of its density in a cell to `sums`. */
  readonly add: (cell: Cell, sums: Float64Array) => void;
  readonly sample: (kernel: number, uniform: Uniform) => number;
}

/**
 * @param columns the points, axis by axis
 * @param weights of the points, above 0; the prior has weight 1
 * @param bandwidths per axis and point: standard deviation, or for unordered choices the share of the prior
 * @param apart from 0, everything that goes together in a point is kept together, to 1, nothing is
 */
export function parzen(input: {
  space: SearchSpace;
  columns: readonly Column[];
  weights: readonly number[];
  bandwidths: readonly Float64Array[];
  apart?: number;
}): Parzen {
  const { space, columns, weights, bandwidths, apart = 0 } = input;
  const total = weights.reduce((sum, weight) => sum + weight, 1);
  const logWeights = Float64Array.from(weights, (weight) => Math.log(weight / total));
  const logPrior = -Math.log(total);
  const axes = space.map(({ dimension }, axis) =>
    (isUnordered(dimension) ? categoryKernels : lineKernels)(columns[axis]!, bandwidths[axis]!),
  );
  const sums = new Float64Array(weights.length);

  function logTogether(cells: readonly (Cell | undefined)[]): number {
    sums.set(logWeights);
    for (let axis = 0; axis < axes.length; axis++) {
      const cell = cells[axis];
      if (cell !== undefined) axes[axis]!.add(cell, sums);
    }
    return logSumExp(sums, logPrior);
  }
  function logApart(cells: readonly (Cell | undefined)[]): number {
    return cells.reduce((log, cell, axis) => {
      if (cell === undefined) return log;
      sums.set(logWeights);
      axes[axis]!.add(cell, sums);
      return log + logSumExp(sums, logPrior);
    }, 0);
  }
  function pick(u: number): number {
    let left = u * total;
    for (let i = 0; i < weights.length; i++) {
      left -= weights[i]!;
      if (left < 0) return i;
    }
    return PRIOR;
  }
  const sample: Parzen['sample'] = (kernel, axis, uniform) =>
    kernel === PRIOR ? uniform() : axes[axis]!.sample(kernel, uniform);

  return {
    logDensity(cells) {
      if (apart === 0) return logTogether(cells);
      return logOfSum(Math.log(1 - apart) + logTogether(cells), Math.log(apart) + logApart(cells));
    },
    pick,
    sample,
    draw(uniform) {
      if (apart > 0 && uniform() < apart) return (axis) => sample(pick(uniform()), axis, uniform);
      const kernel = pick(uniform());
      return (axis) => sample(kernel, axis, uniform);
    },
  };
}

/** Normal densities cut off at 0 and 1 and scaled to 1 again; over a wide cell, their mean. */
function lineKernels(column: Column, bandwidths: Float64Array): AxisKernels {
  const middles = middlesOf(column);
  // A kernel without the axis adds 0.
  const present = middles.map((middle) => (Number.isNaN(middle) ? 0 : 1));
  const centres = middles.map((middle) => (Number.isNaN(middle) ? 0.5 : middle));
  const massOf = (i: number, low: number, high: number) =>
    normalMass((low - centres[i]!) / bandwidths[i]!, (high - centres[i]!) / bandwidths[i]!);
  const logInside = centres.map((_, i) => Math.log(massOf(i, 0, 1)));
  const logHeights = logInside.map(
    (log, i) => -present[i]! * (log + Math.log(bandwidths[i]! * Math.sqrt(2 * Math.PI))),
  );
  const steepness = present.map((one, i) => -one / (2 * bandwidths[i]! ** 2));
  const narrowest = bandwidths.reduce((least, bandwidth) => Math.min(least, bandwidth), 1);
  /** By their lower end: masses are dear, and wide cells are few. */
  const wide = new Map<number, Float64Array>();
  const overCell = ({ low, high }: Cell) => {
    const known = wide.get(low);
    if (known !== undefined) return known;
    const logs = centres.map((_, i) => {
      const mass = Math.max(massOf(i, low, high), Number.MIN_VALUE);
      return present[i]! * (Math.log(mass / (high - low)) - logInside[i]!);
    });
    wide.set(low, logs);
    return logs;
  };
  return {
    add(cell, sums) {
      if (cell.high - cell.low > narrowest / 2) {
        const logs = overCell(cell);
        for (let i = 0; i < sums.length; i++) sums[i]! += logs[i]!;
        return;
      }
      // The middle of a narrow cell stands for all of it.
      const x = (cell.low + cell.high) / 2;
      for (let i = 0; i < sums.length; i++) {
        const distance = x - centres[i]!;
        sums[i]! += logHeights[i]! + steepness[i]! * distance * distance;
      }
    },
    sample(kernel, uniform) {
      if (present[kernel] === 0) return uniform();
      const [centre, bandwidth] = [centres[kernel]!, bandwidths[kernel]!];
      const [from, to] = [normalCdf(-centre / bandwidth), normalCdf((1 - centre) / bandwidth)];
      const x = centre + bandwidth * normalQuantile(from + uniform() * (to - from));
      return Math.min(Math.max(x, 0), 1);
    },
  };
}

/** The point's own category or, with the prior's share, one drawn from the prior (Aitchison and Aitken 1976). */
function categoryKernels({ low, high }: Column, shares: Float64Array): AxisKernels {
  return {
    add(cell, sums) {
      for (let i = 0; i < sums.length; i++) {
        if (Number.isNaN(low[i]!)) continue;
        const share = shares[i]!;
        sums[i]! += Math.log(low[i] === cell.low ? share + (1 - share) / (cell.high - cell.low) : share);
      }
    },
    sample(kernel, uniform) {
      const u = uniform();
      if (Number.isNaN(low[kernel]!) || uniform() < shares[kernel]!) return u;
      return low[kernel]! + u * (high[kernel]! - low[kernel]!);
    },
  };
}

/** log(eᵃ + eᵇ). */
function logOfSum(a: number, b: number): number {
  return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
}

function logSumExp(terms: Float64Array, first: number): number {
  let highest = first;
  for (let i = 0; i < terms.length; i++) if (terms[i]! > highest) highest = terms[i]!;
  let sum = Math.exp(first - highest);
  for (let i = 0; i < terms.length; i++) {
    const below = terms[i]! - highest;
    // e^-40 is nothing beside the highest term, and exp is most of the work.
    if (below > -40) sum += Math.exp(below);
  }
  return highest + Math.log(sum);
}
