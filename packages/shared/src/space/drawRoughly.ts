import type { Scalar } from '../hyperparameter.ts';
import type { Dimension } from '../searchSpace.ts';
import { multipleOf } from './gridAxis.ts';

/**
 * A value where the dimension has its mass, to look over a space before anything is searched. Which values a search draws
 * is another matter and decided in packages/search; here only their rough distribution counts.
 *
 * @param uniform numbers in [0, 1)
 */
export function drawRoughly(dimension: Dimension, uniform: () => number): Scalar {
  switch (dimension.kind) {
    case 'constant':
      return dimension.value;
    case 'choice': {
      const { values, probabilities } = dimension;
      let left = uniform();
      const chosen = values.findIndex((_, i) => {
        left -= probabilities?.[i] ?? 1 / values.length;
        return left < 0;
      });
      return values.at(chosen)!;
    }
    case 'int':
    case 'float': {
      const { min, max, scale } = dimension;
      const u = uniform();
      const value = scale === 'linear' ? min * (1 - u) + max * u : min * (max / min) ** u;
      const quantum = dimension.quantum ?? (dimension.kind === 'int' ? 1 : undefined);
      return Math.min(Math.max(rounded(value, quantum), min), max);
    }
    case 'beta':
      return Math.min(rounded(uniform(), dimension.quantum), 1);
    case 'normal': {
      // Box and Muller 1958.
      const normal = Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
      const value = dimension.mu + dimension.sigma * normal;
      return rounded(dimension.scale === 'log' ? Math.exp(value) : value, dimension.quantum);
    }
  }
}

function rounded(value: number, quantum: number | undefined): number {
  return quantum === undefined ? value : multipleOf(quantum, Math.round(value / quantum));
}
