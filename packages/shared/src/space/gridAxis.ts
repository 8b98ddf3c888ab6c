import type { Scalar } from '../hyperparameter.ts';
import type { Dimension } from '../searchSpace.ts';

/** Room for the rounding of decimals: 0.3 / 0.1 is a little less than 3. */
const slack = 1e-9;

const unit = { min: 0, max: 1 } as const;

/** How many values grid walks along an axis; Infinity when it has no first one. */
export function axisSize(dimension: Dimension): number {
  switch (dimension.kind) {
    case 'constant':
      return 1;
    case 'choice':
      return dimension.values.length;
    case 'normal':
      return Number.POSITIVE_INFINITY;
    case 'int':
      return dimension.quantum === undefined
        ? dimension.max - dimension.min + 1
        : multiples(dimension, dimension.quantum);
    case 'float':
      return dimension.quantum === undefined ? Number.POSITIVE_INFINITY : multiples(dimension, dimension.quantum);
    case 'beta':
      return dimension.quantum === undefined ? Number.POSITIVE_INFINITY : multiples(unit, dimension.quantum);
  }
}

/** Value `index` (from 0) of an axis: values ascend, or stand in the order of the sweep file. */
export function axisValue(dimension: Dimension, index: number): Scalar {
  switch (dimension.kind) {
    case 'constant':
      return dimension.value;
    case 'choice':
      return dimension.values[index]!;
    case 'int':
    case 'float':
    case 'beta': {
      const { quantum = 1 } = dimension;
      const { min, max } = dimension.kind === 'beta' ? unit : dimension;
      const factor = Math.ceil(min / quantum - slack) + index;
      return Math.min(Math.max(multipleOf(quantum, factor), min), max);
    }
    case 'normal':
      throw new RangeError('a normal distribution has no first value');
  }
}

/** 15 digits hide the error of the binary product: 3 × 0.1 is 0.3, as a person would write it. Never -0. */
export function multipleOf(quantum: number, factor: number): number {
  const product = factor * quantum;
  return (Number.isInteger(quantum) ? product : Number(product.toPrecision(15))) + 0;
}

/** Multiples of `quantum` between the bounds. */
function multiples(bounds: { readonly min: number; readonly max: number }, quantum: number): number {
  return Math.floor(bounds.max / quantum + slack) - Math.ceil(bounds.min / quantum - slack) + 1;
}
