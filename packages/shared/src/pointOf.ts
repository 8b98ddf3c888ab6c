import type { Scalar } from './hyperparameter.ts';
import type { ResolvedSweep } from './resolvedSweep.ts';
import type { Point } from './searchSpace.ts';
import { activeAxes } from './space/activeAxes.ts';
import type { TrialConfig } from './trialConfig.ts';

/**
 * What a sweep varies in the configuration of one of its trials: the values of its active axes, without constants. Where an
 * axis is inactive the configuration has a value (the default of the recipe), but the point has none.
 */
export function pointOf(sweep: ResolvedSweep, { recipe, dataset, seed, steps, values }: TrialConfig): Point {
  const all: Readonly<Record<string, Scalar>> = { recipe, dataset, seed, steps, ...values };
  const axes = activeAxes(sweep.space, all).filter(({ name, dimension }) => {
    return dimension.kind !== 'constant' && Object.hasOwn(all, name);
  });
  return Object.fromEntries(axes.map(({ name }) => [name, all[name]!]));
}
