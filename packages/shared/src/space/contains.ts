import type { Scalar } from '../hyperparameter.ts';
import type { Dimension } from '../searchSpace.ts';

/** Whether a dimension can have this value: in its range, and on its steps. */
export function contains(dimension: Dimension, value: Scalar): boolean {
  switch (dimension.kind) {
    case 'constant':
      return value === dimension.value;
    case 'choice':
      return dimension.values.includes(value);
    case 'normal':
      return (
        isNumber(value) &&
        (dimension.scale === 'linear' || isAbove0(dimension, value)) &&
        isStep(value, dimension.quantum)
      );
    case 'beta':
      return isNumber(value) && value >= 0 && value <= 1 && (isStep(value, dimension.quantum) || value === 1);
    case 'int':
    case 'float': {
      const { min, max, quantum } = dimension;
      if (!isNumber(value) || value < min || value > max) return false;
      if (dimension.kind === 'int' && !Number.isInteger(value)) return false;
      // The ends of a range are reached from steps beyond them.
      return isStep(value, quantum) || value === min || value === max;
    }
  }
}

/** "from -5 to 10", "one of 1, 2, 4". */
export function rangeOf(dimension: Dimension): string {
  switch (dimension.kind) {
    case 'constant':
      return `${dimension.value}`;
    case 'choice':
      return `one of ${dimension.values.join(', ')}`;
    case 'normal':
      return `${dimension.scale === 'linear' ? 'a number' : dimension.quantum === undefined ? 'a number above 0' : 'a number, 0 or above,'}${steps(dimension.quantum)}`;
    case 'beta':
      return `from 0 to 1${steps(dimension.quantum)}`;
    case 'int':
      return `a whole number from ${dimension.min} to ${dimension.max}${steps(dimension.quantum)}`;
    case 'float':
      return `from ${dimension.min} to ${dimension.max}${steps(dimension.quantum)}`;
  }
}

/** Rounded to a step it may be 0 itself. */
function isAbove0({ quantum }: Extract<Dimension, { kind: 'normal' }>, value: number): boolean {
  return value > 0 || (value === 0 && quantum !== undefined);
}

function steps(quantum: number | undefined): string {
  return quantum === undefined ? '' : ` in steps of ${quantum}`;
}

function isNumber(value: Scalar): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isStep(value: number, quantum: number | undefined): boolean {
  if (quantum === undefined) return true;
  const factor = value / quantum;
  return Math.abs(factor - Math.round(factor)) < 1e-9 * Math.max(1, Math.abs(factor));
}
